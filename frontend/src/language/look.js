/** How tooltips of the language look: as wide as reads well, never wider than the screen, never higher than a third of it. */
import { EditorView } from "@codemirror/view";

const box = {
  boxSizing: "border-box", fontFamily: "var(--font-ui)", fontSize: "var(--size-m)", lineHeight: "1.5",
  maxBlockSize: "min(18rem, 33dvh)", maxInlineSize: "min(36rem, calc(100vw - 1.5rem))", overflow: "auto",
  overflowWrap: "anywhere", padding: "var(--s2) var(--s3)", unicodeBidi: "isolate",
};

export const look = EditorView.theme({
  ".cm-lsp-documentation, .cm-signature": box,
  ".cm-signature .cm-lsp-documentation": { padding: "var(--s1) 0 0", maxBlockSize: "none", whiteSpace: "pre-line" },
  ".cm-lsp-documentation:focus-visible": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-lsp-documentation :is(p, ul, ol, pre, table)": { margin: "0 0 var(--s2)" },
  ".cm-lsp-documentation pre": { fontFamily: "var(--font-code)", whiteSpace: "pre-wrap" },
  ".cm-lsp-documentation :is(code, pre), .cm-signature code": { fontFamily: "var(--font-code)" },
  ".cm-lsp-documentation hr": { border: "none", borderTop: "1px solid var(--border)", margin: "var(--s2) 0" },
  ".cm-lsp-documentation a": { color: "var(--accent-text)", textDecoration: "underline" },
  ".cm-signature strong": { color: "var(--accent-text)", textDecoration: "underline" },
  ".cm-tooltip.cm-completionInfo": { maxInlineSize: "min(26rem, calc(100vw - 1.5rem))", padding: "0" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-code)", maxWidth: "min(28rem, calc(100vw - 1.5rem))" },
  ".cm-completionDetail": { color: "var(--text-muted)", unicodeBidi: "isolate" },
  "li[aria-selected] > .cm-completionDetail": { color: "var(--on-accent)" },
  ".cm-panel.cm-rename": { alignItems: "center", display: "flex", flexWrap: "wrap", fontFamily: "var(--font-ui)", gap: "var(--s2)", padding: "var(--s2) 2.5rem var(--s2) var(--s3)" },
  ".cm-panel.cm-rename :is(label, .cm-textfield, .cm-button)": { fontSize: "var(--size-m)", minBlockSize: "1.5rem" },
  ".cm-symbol": { backgroundColor: "var(--code-match)" },
  ".cm-symbol--write": { outline: "1px solid var(--border-strong)" },
});
