/** A new name for what is at the cursor, in every file that uses it: F2. Nothing is saved by it. */
import { Text } from "@codemirror/state";
import { getDialog, showDialog } from "@codemirror/view";
import { bufferFor, changeBuffer } from "../editor/buffers.js";
import { announce } from "../shared/announce.js";
import { ask, offsetIn } from "./asking.js";
import { isReadyOrSaysWhy } from "./help.js";
import { counted } from "./place-list.js";
import { pathOf } from "./uris.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("vscode-languageserver-protocol").TextEdit} TextEdit */
/** @typedef {import("vscode-languageserver-protocol").WorkspaceEdit} WorkspaceEdit */
/** @typedef {{path: string, changes: {from: number, to: number, insert: string}[]}} Changed */

const DIALOG = "cm-rename";
const KEYWORDS = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from global if import in " +
    "is lambda nonlocal not or pass raise return try while with yield").split(" "),
);

/** @param {string} name */
const canBeName = (name) => /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name) && !KEYWORDS.has(name);

/** @param {EditorView} view @param {string} word @returns {Promise<string | null>} */
async function askForName(view, word) {
  const open = getDialog(view, DIALOG)?.dom.querySelector("input");
  if (open) open.select();
  if (open) return null;
  const { close, result } = showDialog(view, {
    label: `New name for ${word}`, input: { name: "name", value: word, size: "24", autocomplete: "off", spellcheck: "false" },
    submitLabel: "Rename", class: DIALOG, focus: "input", top: true,
  });
  const form = await result;
  view.dispatch({ effects: close });
  view.focus();
  const field = form?.elements.namedItem("name");
  return field instanceof HTMLInputElement ? field.value.trim() : null;
}

/** @param {WorkspaceEdit} edit @returns {[string, TextEdit[]][]} by URI */
function editsOf({ changes, documentChanges }) {
  if (changes) return Object.entries(changes);
  return (documentChanges ?? []).flatMap((one) => ("edits" in one ? [/** @type {[string, TextEdit[]]} */ ([one.textDocument.uri, one.edits])] : []));
}

/** @param {string} path @param {TextEdit[]} edits @param {string} word @returns {Promise<Changed>} rejects where the text is another */
async function changesIn(path, edits, word) {
  const { text } = await bufferFor(path);
  const doc = Text.of(text.split("\n"));
  const changes = edits.map(({ range, newText }) => ({ from: offsetIn(doc, range.start), to: offsetIn(doc, range.end), insert: newText }));
  if (changes.some(({ from, to }) => doc.sliceString(from, to) !== word)) throw new Error(`${path} changed meanwhile`);
  return { path, changes };
}

/** @param {[string, TextEdit[]][]} edits @param {string} word @returns {Promise<Changed[] | null>} null where they fit no longer */
async function prepared(edits, word) {
  try {
    return await Promise.all(edits.map(([uri, all]) => changesIn(pathOf(uri) ?? "", all, word)));
  } catch {
    return null;
  }
}

/** @param {EditorView} view @param {number} at @param {string} word @param {string} name */
async function rename(view, at, word, name) {
  /** @type {WorkspaceEdit | null} */
  const edit = await ask(view, "rename", at, { newName: name });
  const edits = edit ? editsOf(edit) : [];
  if (!edits.length) return announce(`${word} could not be renamed. Try again in a moment.`);
  if (edits.some(([uri]) => pathOf(uri) === null)) {
    return announce(`${word} belongs to the bindings or to a package, so it cannot be renamed here.`);
  }
  const all = await prepared(edits, word);
  if (!all) return announce("A file changed meanwhile, so nothing was renamed. Try again.");
  all.forEach(({ path, changes }) => changeBuffer(path, changes));
  const places = all.reduce((sum, { changes }) => sum + changes.length, 0);
  announce(`${word} is ${name} now: ${counted(places, "place")} in ${counted(all.length, "file")}. ${all.length === 1 ? "It is" : "They are"} not saved yet.`);
}

/** @param {EditorView} view */
export async function renameAtCursor(view) {
  if (!isReadyOrSaysWhy()) return;
  const at = view.state.selection.main.head;
  const range = view.state.wordAt(at);
  const isName = range && (await ask(view, "prepareRename", at));
  if (!isName) return announce("Put the cursor on a name of this project to rename it.");
  const word = view.state.sliceDoc(range.from, range.to);
  const name = await askForName(view, word);
  if (name === null || name === word) return;
  if (!canBeName(name)) return announce(`${name || "Nothing"} is no name in Python. Use letters, digits and underscores.`);
  await rename(view, at, word, name);
}
