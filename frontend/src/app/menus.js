/** A `<details class="menu">` closes on Escape, when something in it was chosen, and on a click beside it. */

const openMenus = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu[open]"));

/** What was focused is about to be hidden; a dialog that opens takes the focus by itself. @param {HTMLDetailsElement} menu */
function choose(menu) {
  menu.open = false;
  if (!document.querySelector("dialog[open]")) menu.querySelector("summary")?.focus();
}

export function startMenus() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    openMenus().forEach((menu) => {
      if (!menu.contains(target)) menu.open = false;
      else if (target.closest("a, button")) choose(menu);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    });
  });
}
