/** Split panels with `data-split="name"` come back as wide as the reader left them. */
import { recall, remember } from "../shared/storage.js";

/** @param {Element} panel */
function keep(panel) {
  const key = `split.${panel.getAttribute("data-split")}`;
  const position = Number(recall(key));
  if (position > 0 && position < 100) panel.setAttribute("position", String(position));
  panel.addEventListener("wa-reposition", (event) => {
    if (event.target !== panel) return; // a panel inside this one has moved
    remember(key, String(/** @type {{ position: number }} */ (/** @type {unknown} */ (panel)).position));
  });
}

/** Before the elements are defined, so that nothing jumps. */
export function startSplits() {
  document.querySelectorAll("[data-split]").forEach(keep);
}
