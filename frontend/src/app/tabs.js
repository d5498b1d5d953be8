/**
 * The server can bring a tab to the front: the response header `HX-Trigger: {"studio:show-tab": {"name": "problems"}}`.
 * A link with `data-show-tab="problems"` does the same and then leads to where it points.
 */

/** @param {unknown} name */
function showTab(name) {
  if (typeof name !== "string") return;
  const tab = document.querySelector(`wa-tab[panel="${CSS.escape(name)}"]`);
  tab?.closest("wa-tab-group")?.setAttribute("active", name);
}

export function startTabs() {
  document.addEventListener("studio:show-tab", (event) => showTab(/** @type {CustomEvent} */ (event).detail?.name));
  document.addEventListener("click", (event) => {
    showTab(/** @type {Element} */ (event.target).closest("[data-show-tab]")?.getAttribute("data-show-tab"));
  });
}
