/** On a narrow screen one pane is in sight at a time; the bar at the bottom says which. Its links are plain ones without this. */

const links = () => /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[data-show-pane]")]);

/** @param {string} pane */
export function showPane(pane) {
  if (!links().some(({ dataset }) => dataset.showPane === pane)) return;
  document.documentElement.dataset.pane = pane;
  links().forEach((link) => {
    if (link.dataset.showPane === pane) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

/** The pane that holds what a link's fragment names, or what was just asked for. @param {Element | null} element */
function paneOf(element) {
  return links().find(({ dataset }) => document.getElementById(dataset.showPane ?? "")?.contains(element))?.dataset.showPane;
}

const isNarrow = () => matchMedia("(width < 60rem)").matches;

/** @param {string} pane */
function goTo(pane) {
  showPane(pane);
  window.scrollTo({ top: 0 });
}

export function startOnePane() {
  if (!links().length) return;
  const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  showPane(paneOf(named) ?? "code");
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-show-pane]"));
    if (!link || !isNarrow()) return;
    event.preventDefault();
    goTo(link.dataset.showPane ?? "code");
  });
  document.addEventListener("focusin", ({ target }) => {
    const pane = target instanceof Element ? paneOf(target) : undefined;
    if (pane && isNarrow()) showPane(pane);
  });
  document.addEventListener("htmx:before:request", ({ target }) => {
    if (isNarrow() && target instanceof Element && target.id === "run-form") goTo("test");
  });
}
