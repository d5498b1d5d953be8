/**
 * Unsaved text, kept in this browser until the server has it as a draft. Each browser tab writes of its own: where two had
 * the same file while nobody answered, the newer text stands in front and the older one beside it.
 */
import { keysFrom, recall, remember } from "../shared/storage.js";
import { docOf, project } from "./store.js";
import { tabName } from "./tab-name.js";

/** @typedef {{text: string, base: string, stamp: string | null, at: string, tab?: string}} Copy */
/** @typedef {import("./store.js").Buffer} Buffer */

const BESIDE = "\n"; // no path has one

/** @param {string} path */
const keyOf = (path) => `unsaved.${project()}/${path}`;

/** @param {string} path @param {string} [tab] */
const keyBeside = (path, tab = "") => `${keyOf(path)}${BESIDE}${tab}`;

/** @param {string} key @returns {Copy | null} */
function read(key) {
  try {
    const copy = JSON.parse(recall(key) ?? "null");
    return typeof copy?.text === "string" ? { stamp: null, ...copy } : null;
  } catch {
    return null;
  }
}

/** @param {Copy | null} copy */
const isOwn = (copy) => copy?.tab === undefined || copy.tab === tabName();

/** @param {Buffer} buffer @returns {boolean} false where the browser keeps nothing */
export function keepCopy(buffer) {
  const text = docOf(buffer).toString();
  const before = read(keyOf(buffer.path));
  if (before && !isOwn(before) && before.text !== text) remember(keyBeside(buffer.path, before.tab), JSON.stringify(before));
  remember(keyBeside(buffer.path, tabName()), null);
  const copy = { text, base: buffer.base, stamp: buffer.stamp, at: new Date().toISOString(), tab: tabName() };
  return remember(keyOf(buffer.path), JSON.stringify(copy));
}

/** Another tab's copy stays. @param {string} path */
export function dropCopy(path) {
  remember(keyBeside(path, tabName()), null);
  if (isOwn(copyOf(path))) remember(keyOf(path), null);
}

/** @param {string} path @returns {boolean} */
export const hasCopy = (path) => recall(keyOf(path)) !== null;

/** @param {string} path @returns {Copy | null} */
export const copyOf = (path) => read(keyOf(path));

/** From now on this tab answers for the copy of a file. @param {string} path @returns {Copy | null} */
export function adoptCopy(path) {
  const copy = copyOf(path);
  if (copy && !isOwn(copy)) remember(keyOf(path), JSON.stringify({ ...copy, tab: tabName() }));
  return copy;
}

/** Copies that stand beside a newer one, written by other tabs. @returns {{path: string, key: string, copy: Copy}[]} */
export function copiesBeside() {
  const start = keyOf("");
  return keysFrom(start).flatMap((key) => {
    const copy = key.includes(BESIDE) ? read(key) : null;
    return copy && !isOwn(copy) ? [{ path: key.slice(start.length, key.indexOf(BESIDE)), key, copy }] : [];
  });
}
