import { EditorView } from "@codemirror/view";

/** Line and column of the cursor, in the status bar's `[data-cursor]`. */
export const showCursor = EditorView.updateListener.of(({ state, selectionSet, docChanged }) => {
  if (selectionSet || docChanged) tellCursor(state);
});

/** @param {import("@codemirror/state").EditorState} state */
export function tellCursor(state) {
  const place = document.querySelector("[data-cursor]");
  if (!place) return;
  const head = state.selection.main.head;
  const line = state.doc.lineAt(head);
  place.textContent = `Line ${line.number}, column ${head - line.from + 1}`;
  place.closest("[data-go-to-line]")?.removeAttribute("hidden");
}
