/** The files that are open in this tab: what each holds, whether it is on the screen or not. */
import { Text } from "@codemirror/state";

/**
 * @typedef {object} Buffer
 * @property {string} path
 * @property {string} language
 * @property {boolean} readOnly never saved and never sent
 * @property {string} base the revision that the edit started from
 * @property {Text} stored what that revision holds
 * @property {string | null} stamp of the draft that the server keeps
 * @property {Text | null} sent what that draft holds
 * @property {string | null} since when the draft that was brought back was made
 * @property {false | "draft" | "revision"} clashes where somebody else's text stands against this one
 * @property {import("@codemirror/state").EditorState} state up to date unless the file is on the screen
 * @property {import("@codemirror/state").StateEffect<any> | null} scroll where it was left
 */

/** @type {Map<string, Buffer>} in the order of the tabs */
export const buffers = new Map();

/** @type {{view: import("@codemirror/view").EditorView | null, buffer: Buffer | null, area: HTMLTextAreaElement | null}} */
export const screen = { view: null, buffer: null, area: null };

/** @param {Buffer} buffer @returns {import("@codemirror/state").EditorState} */
export const stateOf = (buffer) => (screen.view && screen.buffer === buffer ? screen.view.state : buffer.state);

/** @param {Buffer} buffer @returns {Text} */
export const docOf = (buffer) => stateOf(buffer).doc;

/** @param {Buffer} buffer @returns {boolean} whether the newest revision known here has the text as it is */
export const isSaved = (buffer) => buffer.readOnly || docOf(buffer).eq(buffer.stored);

/** @returns {Buffer[]} */
export const unsaved = () => [...buffers.values()].filter((buffer) => !isSaved(buffer));

/** @param {string} text */
export const textOf = (text) => Text.of(text.split("\n"));

export const project = () => screen.area?.dataset.project ?? "";

/** @param {string} type @param {string} path @param {string} [to] */
export function tell(type, path, to) {
  document.dispatchEvent(new CustomEvent("studio:buffer", { detail: { type, path, ...(to === undefined ? {} : { to }) } }));
}
