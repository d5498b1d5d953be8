/** Unsaved text, kept in this browser until the server has it as a draft. */
import { recall, remember } from "../shared/storage.js";
import { docOf, project } from "./store.js";

/** @typedef {{text: string, base: string, stamp: string | null, at: string}} Copy */
/** @typedef {import("./store.js").Buffer} Buffer */

/** @param {string} path */
const keyOf = (path) => `unsaved.${project()}/${path}`;

/** @param {Buffer} buffer @returns {boolean} false where the browser keeps nothing */
export function keepCopy(buffer) {
  const copy = { text: docOf(buffer).toString(), base: buffer.base, stamp: buffer.stamp, at: new Date().toISOString() };
  return remember(keyOf(buffer.path), JSON.stringify(copy));
}

/** @param {string} path */
export const dropCopy = (path) => remember(keyOf(path), null);

/** @param {string} path @returns {boolean} */
export const hasCopy = (path) => recall(keyOf(path)) !== null;

/** @param {string} path @returns {Copy | null} */
export function copyOf(path) {
  try {
    const copy = JSON.parse(recall(keyOf(path)) ?? "null");
    return typeof copy?.text === "string" ? { stamp: null, ...copy } : null;
  } catch {
    return null;
  }
}
