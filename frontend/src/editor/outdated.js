/** A result in the preview lane is for the texts that were sent; as soon as they are others, the result says so. */
import { buffers, docOf } from "./store.js";

/** @typedef {import("@codemirror/state").Text} Text */

/** @type {Map<string, Text>} the texts behind the result in sight */
let ran = new Map();

const isRun = (/** @type {Event} */ event) => /** @type {Element} */ (event.target).id === "run-form";

/** @returns {Map<string, Text>} */
const now = () => new Map([...buffers].map(([path, buffer]) => [path, docOf(buffer)]));

function show() {
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-text-changed]"));
  if (note) note.hidden = [...now()].every(([path, doc]) => ran.get(path)?.eq(doc) ?? true);
}

/** A stored result is measured by the text that the page began with: the server tells about revisions by itself. */
export function startOutdating() {
  ran = now(); // unsaved text has been brought back by now
  document.addEventListener("studio:buffer", (event) => {
    const { type, path } = /** @type {CustomEvent} */ (event).detail;
    const buffer = buffers.get(path);
    if (type === "opened" && buffer) ran.set(path, docOf(buffer));
    show();
  });
  document.addEventListener("htmx:before:request", (event) => {
    if (isRun(event)) ran = now();
  });
  document.addEventListener("htmx:after:swap", show);
  show();
}
