import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  EditorView, crosshairCursor, drawSelection, dropCursor, highlightActiveLine, highlightActiveLineGutter,
  highlightSpecialChars, keymap, lineNumbers, rectangularSelection,
} from "@codemirror/view";

// CodeMirror marks most of what turns the reading direction around; these it leaves out.
const TURNING = /[\u202a-\u202c\u2068]/g;

/** What any editor of the studio can do. @type {import("@codemirror/state").Extension} */
export const basics = [
  highlightSpecialChars({ addSpecialChars: TURNING }), history(), drawSelection(), dropCursor(), EditorState.allowMultipleSelections.of(true),
  indentOnInput(), indentUnit.of("    "), EditorState.tabSize.of(4), bracketMatching(), closeBrackets(),
  autocompletion(), rectangularSelection(), crosshairCursor(), highlightActiveLine(), highlightSelectionMatches(),
  search({ top: true }),
];

/** What an editor of a whole file has beside it. @type {import("@codemirror/state").Extension} */
export const gutters = [lintGutter(), lineNumbers(), highlightActiveLineGutter(), foldGutter()];

/**
 * Tab indents. Escape and then Tab, or Ctrl+M (Shift+Alt+M on a Mac) and then Tab, leaves the editor: CodeMirror has
 * both built in, and the page says so below the editor.
 */
export const keys = keymap.of([
  ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap,
  ...lintKeymap, { key: "Shift-F8", run: previousDiagnostic }, indentWithTab,
]);

/** The page's content security policy lets a style element in only with this nonce. */
export function nonce() {
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[nonce]"));
  return script?.nonce ? EditorView.cspNonce.of(script.nonce) : [];
}
