import { isolateHistory } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { showCursor } from "./cursor.js";
import { fixKey } from "./fixes.js";
import { languageOf } from "./languages.js";
import { namesOf } from "./names.js";
import { basics, gutters, keys, nonce } from "./setup.js";
import { look } from "./theme.js";

/** @type {WeakMap<HTMLTextAreaElement, EditorView>} */
const views = new WeakMap();

/** The editor that stands for this textarea. @param {HTMLTextAreaElement} area */
export const viewOf = (area) => views.get(area);

/** The textarea of the file that is open, if the page has one. @returns {HTMLTextAreaElement | null} */
export const openFile = () => document.querySelector("textarea[data-editor][data-path]");

/** The textarea stays what the form sends. @param {HTMLTextAreaElement} area */
function writesTo(area) {
  return EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    area.value = update.state.doc.toString();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** @param {HTMLTextAreaElement} area */
function stateOf(area) {
  const wholeFile = area.dataset.path !== undefined;
  return EditorState.create({
    doc: area.value,
    extensions: [
      nonce(), basics, wholeFile ? [gutters, showCursor, fixKey] : EditorView.lineWrapping, keys, languageOf(area.dataset.editor),
      look, EditorView.contentAttributes.of(namesOf(area)), EditorState.readOnly.of(area.readOnly),
      EditorView.editable.of(!area.disabled), writesTo(area),
    ],
  });
}

/** Puts an editor in the place of a textarea, which stays in the form, hidden. @param {HTMLTextAreaElement} area */
export function enhance(area) {
  if (views.has(area)) return;
  const place = document.createElement("div");
  place.className = "editor__view";
  area.after(place);
  // CodeMirror looks for its root through slots, and would put its styles into the split panel's shadow tree.
  const view = new EditorView({ state: stateOf(area), parent: place, root: document });
  views.set(area, view);
  area.hidden = true;
  area.labels?.forEach((label) => label.addEventListener("click", () => view.focus()));
}

/** Replaces the whole text, as one step that can be undone. @param {HTMLTextAreaElement} area @param {string} text */
export function replaceText(area, text) {
  const view = views.get(area);
  area.value = text;
  if (!view) return;
  const changes = view.state.changes(changeBetween(view.state.doc.toString(), text));
  const anchor = changes.mapPos(view.state.selection.main.head);
  view.dispatch({ changes, selection: { anchor }, annotations: isolateHistory.of("full") });
}

/** Only what differs, so that the cursor, the marks and what is in sight stay. @param {string} before @param {string} after */
function changeBetween(before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
