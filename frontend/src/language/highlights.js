/** The other places of the name at the cursor, in the file that is on the screen. */
import { completionStatus } from "@codemirror/autocomplete";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { pause } from "../editor/large.js";
import { ask, offsetIn } from "./asking.js";

const AFTER_MS = 250;
const WRITE = 3;
const mark = { read: Decoration.mark({ class: "cm-symbol" }), write: Decoration.mark({ class: "cm-symbol cm-symbol--write" }) };

/** @type {import("@codemirror/state").StateEffectType<import("@codemirror/view").DecorationSet>} */
const show = StateEffect.define();

/** @type {StateField<import("@codemirror/view").DecorationSet>} */
const shown = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((one) => one.is(show));
    return effect ? effect.value : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {EditorView} view */
async function look(view) {
  const { main } = view.state.selection;
  const isName = main.empty && completionStatus(view.state) === null && view.state.wordAt(main.head);
  /** @type {import("vscode-languageserver-protocol").DocumentHighlight[] | null} */
  const found = isName ? await ask(view, "documentHighlight", main.head) : null;
  const before = view.state.field(shown, false);
  if (!before || view.state.selection.main.head !== main.head || (!found?.length && before.size === 0)) return;
  const { doc } = view.state;
  const marks = (found ?? []).map(({ range, kind }) =>
    (kind === WRITE ? mark.write : mark.read).range(offsetIn(doc, range.start), offsetIn(doc, range.end)));
  view.dispatch({ effects: show.of(Decoration.set(marks.filter(({ from, to }) => to > from), true)) });
}

let waiting = 0;

export const highlighting = [
  shown,
  EditorView.updateListener.of(({ view, selectionSet, docChanged }) => {
    if (!selectionSet && !docChanged) return;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => look(view), pause(view.state.doc, AFTER_MS));
  }),
];
