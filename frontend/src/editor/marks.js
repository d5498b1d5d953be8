/** The status bar's word about the open file, and the marks of the files with unsaved text. */
import { isOffline } from "./drafts.js";
import { hasCopy } from "./local-copy.js";
import { showSaveState } from "./save-state.js";
import { given } from "./source.js";
import { buffers, isSaved, screen } from "./store.js";

/** Files that are not open here, and of which the server has a draft. @type {Set<string>} */
let elsewhere = new Set();

/** @param {string} path @returns {boolean} */
export function isMarked(path) {
  const buffer = buffers.get(path);
  return buffer ? !isSaved(buffer) : elsewhere.has(path) || hasCopy(path);
}

export function showState() {
  const { buffer } = screen;
  if (!buffer) return;
  if (isSaved(buffer)) showSaveState("saved");
  else if (isOffline()) showSaveState("offline");
  else showSaveState(buffer.stamp !== null && buffer.clashes !== "draft" ? "draft" : "unsaved");
  document.querySelectorAll("[data-unsaved-mark]").forEach((mark) => {
    /** @type {HTMLElement} */ (mark).hidden = !isMarked(mark.getAttribute("data-unsaved-mark") ?? "");
  });
}

export function startMarks() {
  elsewhere = new Set(given().drafts);
  document.addEventListener("studio:buffer", (event) => {
    const { type, path } = /** @type {CustomEvent} */ (event).detail;
    if (type === "opened") elsewhere.delete(path);
    showState();
  });
  window.addEventListener("online", showState);
  window.addEventListener("offline", showState);
}

/** A file was closed with its draft. @param {string} path */
export const markElsewhere = (path) => void elsewhere.add(path);
