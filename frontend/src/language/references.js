/** Where a name is used: Shift+F12. */
import { announce } from "../shared/announce.js";
import { ask } from "./asking.js";
import { isReadyOrSaysWhy } from "./help.js";
import { listPlaces } from "./place-list.js";

/** @param {import("@codemirror/view").EditorView} view */
export async function listReferences(view) {
  if (!isReadyOrSaysWhy()) return;
  const at = view.state.selection.main.head;
  const word = view.state.wordAt(at);
  /** @type {import("./asking.js").Location[] | null} */
  const found = await ask(view, "references", at, { context: { includeDeclaration: true } });
  if (!found?.length) return announce("Put the cursor on a name to see where it is used.");
  await listPlaces(`Uses of ${word ? view.state.sliceDoc(word.from, word.to) : "this name"}`, found);
}
