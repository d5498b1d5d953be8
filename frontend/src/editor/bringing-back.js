/** Unsaved text comes back with its file: what this browser kept and the server never got, or else the server's draft. */
import { replacing } from "./enhance.js";
import { adoptCopy, dropCopy } from "./local-copy.js";
import { recalledState } from "./undo.js";
import { textOf } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */
/** @typedef {import("./source.js").Draft} Draft */

/**
 * A copy that is the stored text means that the draft it belongs to was given up.
 * @param {import("./local-copy.js").Copy | null} copy @param {string} stored @param {Draft | null} draft
 */
function newest(copy, stored, draft) {
  if (copy && copy.text !== stored) return copy;
  return copy && draft && copy.stamp === draft.stamp ? null : draft;
}

/**
 * An edit that began at an older revision goes on from there, so that the server notices the conflict.
 * @param {Buffer} buffer as the newest revision has it @param {Draft | null} draft
 */
export function brought(buffer, draft) {
  const copy = adoptCopy(buffer.path);
  const stored = buffer.stored.toString();
  const found = newest(copy, stored, draft);
  if (!found && !draft) dropCopy(buffer.path);
  if (draft) Object.assign(buffer, { stamp: draft.stamp, sent: textOf(draft.text) });
  if (!found) return withUndo(buffer);
  if (found === copy) Object.assign(buffer, { stamp: copy.stamp });
  buffer.state = buffer.state.update(replacing(buffer.state, found.text)).state;
  if (String(found.base) !== buffer.base) buffer.clashes = "revision"; // perhaps: the server knows whether this file was changed
  return withUndo(Object.assign(buffer, { base: String(found.base), since: found.at }));
}

/** What could be undone before the page was loaded anew can be undone now. @param {Buffer} buffer */
const withUndo = (buffer) => Object.assign(buffer, { state: recalledState(buffer) ?? buffer.state });
