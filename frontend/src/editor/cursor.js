import { EditorView } from "@codemirror/view";

/** Line and column of the cursor, in the status bar's `[data-cursor]`. */
export const showCursor = EditorView.updateListener.of(({ state, selectionSet, docChanged }) => {
  const place = document.querySelector("[data-cursor]");
  if (!place || !(selectionSet || docChanged)) return;
  const head = state.selection.main.head;
  const line = state.doc.lineAt(head);
  place.textContent = `Line ${line.number}, column ${head - line.from + 1}`;
});
