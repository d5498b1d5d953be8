/** The server can bring a tab to the front: the response header `HX-Trigger: {"studio:show-tab": {"name": "problems"}}`. */

/** @param {Event} event */
function showTab(event) {
  const name = /** @type {CustomEvent} */ (event).detail?.name;
  if (typeof name !== "string") return;
  const tab = document.querySelector(`wa-tab[panel="${CSS.escape(name)}"]`);
  tab?.closest("wa-tab-group")?.setAttribute("active", name);
}

export function startTabs() {
  document.addEventListener("studio:show-tab", showTab);
}
