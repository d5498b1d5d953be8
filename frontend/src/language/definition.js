/** From a name to where it is made: F12, or a click with Ctrl (Command on a Mac). */
import { EditorView } from "@codemirror/view";
import { announce } from "../shared/announce.js";
import { isMac } from "../shared/keys.js";
import { ask } from "./asking.js";
import { isReadyOrSaysWhy } from "./help.js";
import { listPlaces } from "./place-list.js";
import { goTo } from "./places.js";

/** @typedef {import("./asking.js").Location} Location */

/** @param {EditorView} view @param {number} [at] */
export async function goToDefinition(view, at = view.state.selection.main.head) {
  if (!isReadyOrSaysWhy()) return;
  /** @type {Location | Location[] | null} */
  const answer = await ask(view, "definition", at);
  const all = [answer ?? []].flat();
  if (!all.length) return announce("There is no definition of what is at the cursor.");
  if (all.length > 1) return listPlaces("Definitions", all);
  await goTo(all[0].uri, all[0].range);
}

const isJump = (/** @type {MouseEvent} */ { ctrlKey, metaKey, altKey, shiftKey, button }) =>
  button === 0 && (isMac ? metaKey : ctrlKey) && !altKey && !shiftKey;

/** A further cursor is put with Alt instead. */
export const jumping = [
  EditorView.clickAddsSelectionRange.of((event) => event.altKey),
  EditorView.domEventHandlers({
    mousedown(event, view) {
      const at = isJump(event) ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
      if (at === null) return false;
      event.preventDefault();
      view.dispatch({ selection: { anchor: at } });
      goToDefinition(view, at);
      return true;
    },
  }),
];
