/** Two texts side by side. It is loaded when it is asked for: few pages need it. */
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { MergeView } from "@codemirror/merge";
import { languageOf } from "./languages.js";
import { basics, keys, nonce } from "./setup.js";
import { look } from "./theme.js";

const LIMITS = { scanLimit: 1000, timeout: 500 }; // a hostile pair of texts is compared coarsely, not for ever

const colours = EditorView.theme({
  ".cm-changedLine, &.cm-merge-b .cm-changedLine": { backgroundColor: "var(--ok-soft)" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--bad-soft)" },
  ".cm-changedText, &.cm-merge-b .cm-changedText": { background: "none", textDecoration: "underline var(--ok)" },
  "&.cm-merge-a .cm-changedText": { background: "none", textDecoration: "underline var(--bad)" },
  "&.cm-merge-b .cm-changedLine.cm-activeLine": { backgroundColor: "var(--ok-soft)" },
  "&.cm-merge-a .cm-changedLine.cm-activeLine": { backgroundColor: "var(--bad-soft)" },
  ".cm-collapsedLines": { background: "var(--sunken)", color: "var(--text-muted)" },
  "&.cm-merge-a .cm-changedLineGutter": { background: "var(--bad)" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--ok)" },
});

/** @param {string} language @param {string} label @param {boolean} canEdit */
const side = (language, label, canEdit) => [
  nonce(), lineNumbers(), basics, keys, languageOf(language), look, colours, EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false" }), EditorState.readOnly.of(!canEdit),
];

/**
 * @typedef {{doc: string, label: string}} Side
 * @param {{parent: Element, left: Side, right: Side, language: string, canEdit?: boolean}} wanted
 */
export function compare({ parent, left, right, language, canEdit = false }) {
  const view = new MergeView({
    a: { doc: left.doc, extensions: side(language, left.label, false) },
    b: { doc: right.doc, extensions: side(language, right.label, canEdit) },
    parent, root: document, revertControls: canEdit ? "a-to-b" : undefined, gutter: true,
    collapseUnchanged: { margin: 3, minSize: 6 }, diffConfig: LIMITS,
  });
  return view;
}

/** The dialog in which two texts become one. @param {{path: string, language: string, theirs: string, mine: string, use: (text: string) => unknown}} wanted */
export function openMerge({ path, language, theirs, mine, use }) {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("merge"));
  const parent = dialog?.querySelector("[data-merge-view]");
  if (!dialog || !parent) return;
  /** @type {HTMLElement} */ (dialog.querySelector("[data-merge-path]")).textContent = path;
  parent.replaceChildren();
  dialog.showModal();
  const view = compare({
    parent, language, canEdit: true, left: { doc: theirs, label: `The other text of ${path}` }, right: { doc: mine, label: `Your text of ${path}` },
  });
  view.b.focus();
  const button = /** @type {HTMLElement} */ (dialog.querySelector("[data-merge-use]"));
  button.onclick = () => {
    use(view.b.state.doc.toString());
    dialog.close();
  };
  dialog.addEventListener("close", () => view.destroy(), { once: true });
}
