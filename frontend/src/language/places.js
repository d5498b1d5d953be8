/** Goes to what the language server points at: a file of the project, or one that can only be read. */
import { currentView, openPath, showReadOnly } from "../editor/buffers.js";
import { address } from "../editor/source.js";
import { announce } from "../shared/announce.js";
import { EditorView } from "@codemirror/view";
import { offsetIn } from "./asking.js";
import { nameOf, pathOf, uriOf } from "./uris.js";

/** @typedef {import("vscode-languageserver-protocol").Range} Range */
/** @typedef {{path: string, text: string, language: string}} ReadOnly */

/** @type {Map<string, string>} name on the page of a file that can only be read -> its URI */
const shown = new Map();

/** @param {string} name on the page */
export const isReadOnly = (name) => shown.has(name);

/** @param {string} name on the page @returns {string} as the server calls it */
export const uriOfShown = (name) => shown.get(name) ?? uriOf(name);

/** @param {string} uri @returns {Promise<ReadOnly | null>} */
export async function readOnlySource(uri) {
  try {
    const answer = await fetch(`${address("/language/source")}?uri=${encodeURIComponent(uri)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null; // nobody answers, or no JSON
    throw error;
  }
}

/** @param {string} uri @param {Range} range */
async function goToReadOnly(uri, { start }) {
  const name = nameOf(uri);
  const source = await readOnlySource(uri);
  if (!source) return announce(`${name} could not be shown. Try again in a moment.`);
  shown.set(name, uri);
  showReadOnly(name, source.text, source.language);
  const view = currentView();
  if (!view) return;
  const at = offsetIn(view.state.doc, start);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
}

/** @param {string} uri @param {Range} range */
export async function goTo(uri, range) {
  const path = pathOf(uri);
  if (path === null) return goToReadOnly(uri, range);
  await openPath(path, { line: range.start.line + 1, column: range.start.character + 1 });
}
