/** Links to a line, `…#payload.py:12` or `…#payload.py:12:5`, move the cursor where that file is open already. */
import { EditorView } from "@codemirror/view";
import { openFile, viewOf } from "./enhance.js";
import { placeOf } from "./file-links.js";
import { offsetOf } from "./positions.js";

/** @param {string} hash @returns {boolean} whether the place is in the open file */
function jump(hash) {
  const place = placeOf(hash);
  const area = openFile();
  const view = area && viewOf(area);
  if (!place || !view || place.path !== area.dataset.path) return false;
  const at = offsetOf(view.state.doc, place.line, place.column);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
  return true;
}

/** A link whose file cannot be shown here keeps its meaning: it leads to the page of that file. */
export function startJumping() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-line-link]"));
    if (link && jump(link.hash)) event.preventDefault();
  });
  jump(location.hash);
}
