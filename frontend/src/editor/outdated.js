/** A result in the preview lane is for the text that was sent; as soon as the text is another one, the result says so. */
import { openFile } from "./enhance.js";

/** @type {string | null} the open file's text behind the result in sight; null where it was made before this page */
let ran = null;

const isRun = (/** @type {Event} */ event) => /** @type {Element} */ (event.target).id === "run-form";

function show() {
  const area = openFile();
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-text-changed]"));
  if (note && area) note.hidden = ran === null || area.value === ran;
}

/** A stored result is measured by the text that the page began with: the server tells about revisions by itself. */
export function startOutdating() {
  const area = openFile();
  if (!area) return;
  ran = area.value; // startKeeping has brought unsaved text back by now
  area.addEventListener("input", show);
  document.addEventListener("htmx:before:request", (event) => {
    if (isRun(event)) ran = area.value;
  });
  document.addEventListener("htmx:after:swap", show);
  show();
}
