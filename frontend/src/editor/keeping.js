/** Follows the open files from edit to save. */
import { announce } from "../shared/announce.js";
import { ago } from "../shared/ago.js";
import { clearBeside } from "./aside.js";
import { replaceBuffer } from "./buffers.js";
import { draftLater, giveUp, isKept, sendAll, startDrafts } from "./drafts.js";
import { pause } from "./large.js";
import { dropCopy, keepCopy } from "./local-copy.js";
import { markElsewhere, showState, startMarks } from "./marks.js";
import { showSaveState } from "./save-state.js";
import { showInForm } from "./show-file.js";
import { sourceOf } from "./source.js";
import { buffers, docOf, isSaved, screen, tell, textOf } from "./store.js";
import { isSave, sentBySave, startNamingDrafts } from "./with-drafts.js";

/** @typedef {import("./store.js").Buffer} Buffer */

const COPY_AFTER_MS = 300;
/** @type {Map<Buffer, number>} */
const copying = new Map();

/** @param {Buffer} buffer */
function copy(buffer) {
  copying.delete(buffer);
  if (isKept(buffer)) dropCopy(buffer.path);
  else if (!keepCopy(buffer)) announce("This browser keeps no copy of unsaved text. Save often.");
}

/** @param {Buffer} buffer */
function onChange(buffer) {
  clearTimeout(copying.get(buffer));
  copying.set(buffer, window.setTimeout(() => copy(buffer), pause(docOf(buffer), COPY_AFTER_MS)));
  draftLater(buffer);
}

/** The server has this text as a revision. @param {Buffer} buffer @param {import("@codemirror/state").Text} stored @param {string} base */
export function rebase(buffer, stored, base) {
  Object.assign(buffer, { stored, base, stamp: null, sent: null, since: null, clashes: false });
  if (screen.buffer === buffer) showInForm();
  copy(buffer);
  if (!isSaved(buffer)) draftLater(buffer);
  tell("saved", buffer.path);
}

/** After a save: `HX-Trigger: {"studio:saved": {"path": "…", "base": "12"}}`. What was sent is what the answer speaks about. */
function onSaved(/** @type {any} */ detail) {
  if (detail?.base === undefined) return;
  sentBySave().forEach((doc, buffer) => rebase(buffer, doc, String(detail.base)));
}

/** @param {Buffer} buffer @param {string} text @param {string} base */
function mend(buffer, text, base) {
  replaceBuffer(buffer, text);
  rebase(buffer, textOf(text), base);
}

/** Another file that the fix may have stored too; what was typed since stays. @param {Buffer} buffer */
async function mendOther(buffer) {
  const sent = sentBySave().get(buffer) ?? buffer.stored;
  const source = await sourceOf(buffer.path).catch(() => null);
  if (source && source.text !== null && docOf(buffer).eq(sent)) mend(buffer, source.text, source.base);
}

/** After a fix was stored: `{"studio:fixed": {"path": "…", "base": "13"}}`, and the new text in `#fixed-text`. */
function onFixed(/** @type {any} */ detail) {
  const fixed = document.getElementById("fixed-text");
  const buffer = buffers.get(detail?.path);
  if (!(fixed instanceof HTMLTextAreaElement) || !buffer) return;
  mend(buffer, fixed.value, String(detail.base));
  for (const other of buffers.values()) if (other !== buffer && !other.readOnly) mendOther(other);
  announce(`Fixed and saved as revision ${detail.base}. Undo in the editor brings the old text back.`);
}

/** Unsaved text that came back says so, and can be given up. */
function showNote() {
  const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-editor-note]"));
  const words = note?.querySelector("[data-editor-note-text]");
  const { buffer } = screen;
  if (!note || !words || !buffer) return;
  note.hidden = buffer.since === null || isSaved(buffer);
  if (!note.hidden && buffer.since) words.textContent = `Unsaved text from ${ago(new Date(buffer.since))} was brought back. No revision has it yet.`;
}

function discard() {
  const { buffer } = screen;
  if (!buffer) return;
  buffer.since = null;
  replaceBuffer(buffer, buffer.stored.toString());
  giveUp(buffer);
  announce("This is the saved text. Undo in the editor brings yours back.");
}

/** @type {Record<string, (buffer: Buffer) => void>} */
const ON = {
  changed: onChange,
  opened: (buffer) => isKept(buffer) || draftLater(buffer),
  closed: (buffer) => isSaved(buffer) || markElsewhere(buffer.path),
};

export function startKeeping() {
  startMarks();
  startDrafts();
  startNamingDrafts();
  document.addEventListener("studio:buffer", (event) => {
    const { type, path } = /** @type {CustomEvent} */ (event).detail;
    const buffer = buffers.get(path);
    if (buffer) ON[type]?.(buffer);
    showState();
    showNote();
  });
  document.addEventListener("htmx:before:request", (event) => isSave(event.target) && showSaveState("saving"));
  document.addEventListener("htmx:finally:request", (event) => isSave(event.target) && showState());
  document.addEventListener("studio:saved", (event) => onSaved(/** @type {CustomEvent} */ (event).detail));
  document.addEventListener("studio:fixed", (event) => onFixed(/** @type {CustomEvent} */ (event).detail));
  document.querySelector("[data-discard]")?.addEventListener("click", discard);
  window.addEventListener("online", clearBeside);
  sendAll();
  clearBeside();
  showState();
  showNote();
}
