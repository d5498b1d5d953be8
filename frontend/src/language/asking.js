/** One question to the language server about a place in the file that is on the screen. */
import { LSPPlugin } from "@codemirror/lsp-client";
import { isReady } from "./help.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("vscode-languageserver-protocol").Location} Location */

/**
 * @template Answer
 * @param {EditorView} view @param {string} method @param {number} at @param {object} [more] further parameters
 * @returns {Promise<Answer | null>} null where there is no answer, or nobody to ask
 */
export async function ask(view, method, at, more = {}) {
  const plugin = LSPPlugin.get(view);
  if (!plugin || !isReady()) return null;
  plugin.client.sync();
  const { state } = view;
  const params = { textDocument: { uri: plugin.uri }, position: plugin.toPosition(at), ...more };
  try {
    const answer = await plugin.client.request(`textDocument/${method}`, params);
    return view.state.doc === state.doc ? /** @type {Answer} */ (answer) : null;
  } catch {
    return null; // too late, cancelled, or refused: whoever asked says that nothing was found
  }
}

/** @param {import("@codemirror/state").Text} doc @param {import("vscode-languageserver-protocol").Position} position */
export function offsetIn(doc, { line, character }) {
  const found = doc.line(Math.min(Math.max(line, 0) + 1, doc.lines));
  return Math.min(found.from + Math.max(character, 0), found.to);
}
