/** Follows the open file from edit to save, and brings unsaved text back after a reload. */
import { announce } from "../shared/announce.js";
import { ago } from "../shared/ago.js";
import { openFile, replaceText } from "./enhance.js";
import { baseOf, copyOf, dropCopy, keepCopy, markUnsavedFiles, setBase } from "./local-copy.js";
import { showSaveState } from "./save-state.js";

const KEEP_AFTER_MS = 300;
/** @type {WeakMap<HTMLTextAreaElement, string>} what the server has */
const saved = new WeakMap();
let waiting = 0;

/** Whether the server has the text as it is. @param {HTMLTextAreaElement} area */
export const isSaved = (area) => area.value === saved.get(area);

/** @param {HTMLTextAreaElement} area */
function show(area) {
  showSaveState(isSaved(area) ? "saved" : navigator.onLine ? "unsaved" : "offline");
  markUnsavedFiles(area, isSaved(area));
}

/** @param {HTMLTextAreaElement} area */
function keep(area) {
  if (isSaved(area)) dropCopy(area);
  else if (!keepCopy(area)) announce("This browser keeps no copy of unsaved text. Save often.");
  show(area);
}

/** @param {HTMLTextAreaElement} area */
function onInput(area) {
  show(area);
  clearTimeout(waiting);
  waiting = window.setTimeout(() => keep(area), KEEP_AFTER_MS);
}

/** The server's event after a save: `HX-Trigger: {"studio:saved": {"path": "…", "base": "12"}}`. */
function onSaved(/** @type {HTMLTextAreaElement} */ area, /** @type {string} */ sent, /** @type {any} */ detail) {
  if (detail?.path !== area.dataset.path) return;
  saved.set(area, sent);
  if (detail.base !== undefined) setBase(area, String(detail.base));
  keep(area);
}

/** After a fix was stored: `{"studio:fixed": {"path": "…", "base": "13"}}`, and the new text in `#fixed-text`. */
function onFixed(/** @type {HTMLTextAreaElement} */ area, /** @type {any} */ detail) {
  const fixed = document.getElementById("fixed-text");
  if (!(fixed instanceof HTMLTextAreaElement) || detail?.path !== area.dataset.path) return;
  saved.set(area, fixed.value);
  setBase(area, String(detail.base));
  replaceText(area, fixed.value);
  keep(area);
  announce(`Fixed and saved as revision ${detail.base}. Undo in the editor brings the old text back.`);
}

/** @param {HTMLTextAreaElement} area @param {string} present the server's text @param {string} base */
function offerDiscard(area, present, base) {
  const note = document.querySelector("[data-editor-note]");
  note?.querySelector("[data-discard]")?.addEventListener("click", () => {
    setBase(area, base);
    replaceText(area, present);
    /** @type {HTMLElement} */ (note).hidden = true;
    keep(area);
  });
}

/** In a conflict, "Take the other": a link with `data-take="#id"` of a text on the page and `data-base`, its revision. */
function watchTaking(/** @type {HTMLTextAreaElement} */ area) {
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-take]"));
    const other = link && document.querySelector(link.dataset.take ?? "");
    if (!(other instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    saved.set(area, other.value);
    setBase(area, link?.dataset.base ?? "");
    replaceText(area, other.value);
    keep(area);
    link?.closest("#code-notice")?.replaceChildren();
  });
}

/** An edit that began at an older revision goes on from there, so that the server notices the conflict. */
function restore(/** @type {HTMLTextAreaElement} */ area) {
  const copy = copyOf(area);
  if (!copy || copy.text === area.value) return dropCopy(area);
  offerDiscard(area, area.value, baseOf(area));
  setBase(area, copy.base);
  replaceText(area, copy.text);
  const note = document.querySelector("[data-editor-note]");
  const words = note?.querySelector("[data-editor-note-text]");
  if (!note || !words) return announce("Unsaved text was brought back.");
  words.textContent = `Unsaved text of yours from ${ago(new Date(copy.at))} was brought back. It is not on the server yet.`;
  /** @type {HTMLElement} */ (note).hidden = false;
}

/** A save in flight: what was sent is what the answer speaks about, even if the reader types on. */
function watchSaving(/** @type {HTMLTextAreaElement} */ area) {
  let sent = area.value;
  const isOurs = ({ target }) => {
    const asking = /** @type {HTMLButtonElement} */ (target); // a button elsewhere can belong to the form, as Build does
    if (!(target instanceof HTMLElement)) return false; // what asked is gone: its answer took its place
    if (asking.dataset.noSave !== undefined) return false; // it sends the text, and stores nothing
    return asking === area.form || asking.form === area.form || Boolean(area.form?.contains(asking));
  };
  document.addEventListener("htmx:before:request", (event) => {
    if (!isOurs(event)) return;
    sent = area.value;
    showSaveState("saving");
  });
  document.addEventListener("htmx:finally:request", (event) => isOurs(event) && show(area));
  document.addEventListener("studio:saved", (event) => onSaved(area, sent, /** @type {CustomEvent} */ (event).detail));
  document.addEventListener("studio:fixed", (event) => onFixed(area, /** @type {CustomEvent} */ (event).detail));
}

export function startKeeping() {
  const area = openFile();
  if (!area?.dataset.project) return;
  saved.set(area, area.value);
  area.addEventListener("input", () => onInput(area));
  window.addEventListener("pagehide", () => keep(area));
  window.addEventListener("online", () => show(area));
  window.addEventListener("offline", () => show(area));
  watchSaving(area);
  watchTaking(area);
  restore(area);
  show(area);
}
