/** The editor's look, all from the page's own custom properties, so that it follows light and dark by itself. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const frame = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)", fontSize: "var(--size-code)" },
  "&.cm-focused": { outline: "none" }, // its frame is drawn above the gutters (editor.css)
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--text-muted)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2rem", padding: "0 0.125rem" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-line)" },
  ".cm-activeLineGutter": { color: "var(--text)" },
  "&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--code-selection)",
  },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--code-match)" },
  ".cm-searchMatch-selected": { outline: "1px solid var(--focus)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--code-selection)", outline: "none" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-soft)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--hover)", border: "none", color: "var(--text-muted)" },
});

const floating = EditorView.theme({
  ".cm-tooltip": {
    backgroundColor: "var(--raised)", border: "1px solid var(--border)", borderRadius: "var(--radius)",
    boxShadow: "var(--shadow)", color: "var(--text)", overflow: "hidden",
  },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.125rem 0.5rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)", color: "var(--on-accent)",
  },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--text)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--border)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--border)" },
  ".cm-textfield": {
    backgroundColor: "var(--surface)", border: "1px solid var(--border-strong)", borderRadius: "var(--s1)",
  },
  ".cm-button": {
    backgroundColor: "var(--surface)", backgroundImage: "none", border: "1px solid var(--border-strong)",
    borderRadius: "var(--s1)",
  },
  ".cm-panel button[name=close]": { color: "var(--text-muted)", minBlockSize: "1.5rem", minInlineSize: "1.5rem" },
  ".cm-panel.cm-search": { fontFamily: "var(--font-ui)", padding: "0.375rem 2rem 0.375rem 0.5rem" },
  ".cm-panel.cm-search label": { fontSize: "var(--size-s)", marginInline: "0.25rem" },
  ".cm-panel.cm-search input[type=checkbox]": { margin: "0 0.25rem 0 0", verticalAlign: "middle" },
  ".cm-panel.cm-search :is(.cm-button, .cm-textfield)": {
    fontSize: "var(--size-s)", minBlockSize: "1.5rem", verticalAlign: "middle",
  },
  ".cm-diagnosticText": { whiteSpace: "pre-line" },
  ".cm-diagnosticSource": { color: "var(--text-muted)", fontFamily: "var(--font-code)", fontSize: "var(--size-s)", opacity: "1" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--surface)", border: "1px solid var(--border-strong)", borderRadius: "var(--s1)",
    color: "var(--text)", cursor: "pointer", display: "block", font: "500 var(--size-s) var(--font-ui)", margin: "0.25rem 0",
    minBlockSize: "1.5rem", paddingInline: "0.5rem",
  },
  ".cm-fix-menu": { maxInlineSize: "min(34rem, calc(100vw - 1.5rem))", maxBlockSize: "33dvh", overflow: "auto" },
  ".cm-fix-menu__item": {
    backgroundColor: "transparent", border: "none", color: "var(--text)", cursor: "pointer", display: "block",
    font: "var(--size-m) var(--font-ui)", inlineSize: "100%", minBlockSize: "1.75rem", padding: "var(--s1) var(--s3)", textAlign: "start",
  },
  ".cm-fix-menu__item:is(:hover, :focus)": { backgroundColor: "var(--accent)", color: "var(--on-accent)", outline: "none" },
  ".cm-diagnostic": { padding: "0.375rem 0.625rem", fontFamily: "var(--font-ui)", maxWidth: "34rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--info)" },
});

const source = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.escape], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.comment, tags.docComment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--code-function)" },
  { tag: [tags.definition(tags.function(tags.variableName)), tags.propertyName], color: "var(--code-function)" },
  { tag: [tags.className, tags.definition(tags.className), tags.typeName, tags.meta], color: "var(--code-type)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

/** A shape for each severity, not only a colour: a disc, a triangle, a square. */
const markers = EditorView.theme({
  ".cm-lint-marker": { blockSize: "0.75em", inlineSize: "0.75em", margin: "0.35em 0.1em" },
  ".cm-lint-marker-error": { content: "normal", backgroundColor: "var(--bad)", borderRadius: "50%" },
  ".cm-lint-marker-warning": {
    content: "normal", backgroundColor: "var(--warn)", clipPath: "polygon(50% 5%, 100% 95%, 0 95%)",
  },
  ".cm-lint-marker-info": { content: "normal", backgroundColor: "var(--info)", borderRadius: "15%" },
});

/** @type {import("@codemirror/state").Extension} */
export const look = [frame, floating, markers, syntaxHighlighting(source)];
