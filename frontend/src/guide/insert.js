/** Buttons with `data-insert`: a piece of code goes to where it belongs in the open file, and its imports to the top. */
import { announce } from "../shared/announce.js";

/**
 * @typedef {object} Text a document of CodeMirror
 * @property {number} length
 * @property {() => string} toString
 * @property {(at: number) => {from: number, text: string}} lineAt
 */

/** @returns {any} the editor of the open file, of the editor's own bundle */
const editorView = () => /** @type {any} */ (globalThis).studioEditor?.currentView?.();

/** Whether a line imports this already, by itself or among others. @param {string} text @param {string} line */
function isImported(text, line) {
  const [, module, name] = /^from (\S+) import (\w+)$/.exec(line) ?? [];
  const names = new RegExp(`^from ${module?.replaceAll(".", "\\.")} import [^\\n]*\\b${name}\\b`, "m");
  return names.test(text);
}

/** Behind the last import that starts a line, or behind a comment on what the file is. @param {string} text */
export function importsEnd(text) {
  const found = [...text.matchAll(/^(?:from\s+\S+\s+import\s+(?:\([^)]*\)|[^\n]*)|import\s[^\n]*)(?:\n|$)/gm)].at(-1);
  if (found) return found.index + found[0].length;
  const head = /^(?:#[^\n]*\n|\s*\n)*(?:"""[\s\S]*?"""\n)?/.exec(text);
  return head ? head[0].length : 0;
}

/** Every line that has text, deeper by this much. @param {string} code @param {string} indent */
const indented = (code, indent) => code.trimEnd().replace(/^(?=[^\n])/gm, indent);

/** The line that a method's body starts behind: its signature's last, or its one-line docstring. @param {string} text @param {string} method */
function bodyOf(text, method) {
  const head = new RegExp(`^([ \\t]+)def ${method}\\([^]*?:[ \\t]*\\n(?:[ \\t]+"""[^\\n]*"""[ \\t]*\\n)?`, "m").exec(text);
  return head && { at: head.index + head[0].length - 1, indent: `${head[1]}    ` };
}

/** Behind the line of the cursor where that is inside a function, else where the method begins that it is for.
 * @param {Text} doc @param {number} at @param {string} method */
function spotFor(doc, at, method) {
  const line = doc.lineAt(at);
  const indent = /^[ \t]*/.exec(line.text)?.[0] ?? "";
  const deeper = line.text.trimEnd().endsWith(":") ? "    " : "";
  if (!indent) return bodyOf(doc.toString(), method) ?? { at: line.from + line.text.length, indent: deeper };
  return { at: line.from + line.text.length, indent: indent + deeper };
}

/** @param {Text} doc @param {number} at @param {HTMLElement} button */
function pieceAt(doc, at, button) {
  const { insert: code = "", insertPlace: place = "" } = button.dataset;
  if (place === "module") return { from: doc.length, insert: (doc.toString().endsWith("\n") ? "\n\n" : "\n\n\n") + code };
  const spot = spotFor(doc, at, place);
  return { from: spot.at, insert: `\n${indented(code, spot.indent)}` };
}

/** All changes of one insertion, in the order of the text. @param {Text} doc @param {number} at @param {HTMLElement} button */
export function changesFor(doc, at, button) {
  const text = doc.toString();
  const missing = (button.dataset.insertImports ?? "").split("\n").filter((line) => line && !isImported(text, line));
  const piece = pieceAt(doc, at, button);
  if (!missing.length) return [piece];
  const end = importsEnd(text);
  const before = end > 0 && text[end - 1] !== "\n" ? "\n" : "";
  return [{ from: end, insert: `${before}${missing.join("\n")}\n` }, piece];
}

/** @param {HTMLElement} button */
function insert(button) {
  const view = editorView();
  const path = document.querySelector("textarea[data-path]")?.getAttribute("data-path") ?? "";
  if (!view || view.state.readOnly || !path.endsWith(".py")) return announce("Open a Python file first, or copy the code.");
  const changes = view.state.changes(changesFor(view.state.doc, view.state.selection.main.head, button));
  const piece = changesFor(view.state.doc, view.state.selection.main.head, button).at(-1);
  const start = changes.mapPos(piece?.from ?? 0, -1);
  view.dispatch({ changes, selection: { anchor: start + (piece?.insert.length ?? 0) }, scrollIntoView: true, userEvent: "input.paste" });
  button.closest("dialog")?.close();
  view.focus();
  announce("Inserted, with the imports that it needs. Undo takes it back.");
}

export function startInserting() {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-insert]"));
    if (button) insert(button);
  });
}
