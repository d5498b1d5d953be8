/**
 * Undo survives a reload: each file's history lies in sessionStorage, which goes with the browser's tab. It counts only
 * for the text that it belongs to.
 */
import { openFile } from "./enhance.js";
import { stateAgain, written } from "./states.js";
import { buffers, stateOf } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */

const MOST_CHARACTERS = 300_000;

/** @param {string} path */
const keyOf = (path) => `studio.undo.${openFile()?.dataset.project}/${path}`;

/** @param {Buffer} buffer */
function keep(buffer) {
  try {
    const json = JSON.stringify(written(stateOf(buffer)));
    if (json.length <= MOST_CHARACTERS) sessionStorage.setItem(keyOf(buffer.path), json);
    else sessionStorage.removeItem(keyOf(buffer.path));
  } catch {
    // A browser that keeps nothing forgets what could be undone, and nothing else.
  }
}

/** @param {Buffer} buffer whose text has been settled @returns {import("@codemirror/state").EditorState | null} */
export function recalledState(buffer) {
  const area = openFile();
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(buffer.path)) ?? "null");
    if (!area || kept?.doc !== buffer.state.doc.toString()) return null;
    return stateAgain(area, buffer, kept);
  } catch {
    return null;
  }
}

export function startUndo() {
  window.addEventListener("pagehide", () => [...buffers.values()].filter(({ readOnly }) => !readOnly).forEach(keep));
}
