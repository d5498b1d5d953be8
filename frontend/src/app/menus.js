/** A `<details class="menu">` closes on Escape, when something in it was chosen, and on a click beside it. */

const openMenus = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu[open]"));

/** What was focused is about to be hidden; a dialog that opens takes the focus by itself. @param {HTMLDetailsElement} menu */
function choose(menu) {
  menu.open = false;
  if (!document.querySelector("dialog[open]")) menu.querySelector("summary")?.focus();
}

/** A link with `data-open-menu="id"` opens that menu, once the click that closes the others is over. @param {Element} target */
function openNamed(target) {
  const menu = document.getElementById(target.closest("[data-open-menu]")?.getAttribute("data-open-menu") ?? "");
  if (!(menu instanceof HTMLDetailsElement)) return false;
  menu.open = true;
  menu.querySelector("summary")?.focus();
  return true;
}

export function startMenus() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    openMenus().forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
      else if (target.closest("a, button") && !target.closest("[data-keep-open]")) choose(menu);
    });
    if (openNamed(target)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    });
  });
}
