/** A `<details class="menu">` closes on Escape, and on a click beside it. */

const openMenus = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu[open]"));

export function startMenus() {
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
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
