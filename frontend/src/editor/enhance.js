import { isolateHistory } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { languageOf } from "./languages.js";
import { namesOf } from "./names.js";
import { common, fileState } from "./states.js";

/** @type {WeakMap<HTMLTextAreaElement, EditorView>} */
const views = new WeakMap();

/** The editor that stands for this textarea. @param {HTMLTextAreaElement} area */
export const viewOf = (area) => views.get(area);

/** The textarea of the file that is open, if the page has one. @returns {HTMLTextAreaElement | null} */
export const openFile = () => document.querySelector("textarea[data-editor][data-path]");

/** @param {HTMLTextAreaElement} area */
function stateOf(area) {
  const { path, editor: language = "text" } = area.dataset;
  if (path !== undefined) return fileState(area, { path, language }, area.value);
  return EditorState.create({
    doc: area.value,
    extensions: [
      common(area, [EditorView.lineWrapping, languageOf(language)]), EditorView.contentAttributes.of(namesOf(area)),
      EditorState.readOnly.of(area.readOnly), EditorView.editable.of(!area.disabled),
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

/** Replaces the whole text, as one step that can be undone. @param {EditorState} state @param {string} text */
export function replacing(state, text) {
  const changes = state.changes(changeBetween(state.doc.toString(), text));
  const anchor = changes.mapPos(state.selection.main.head);
  return { changes, selection: { anchor }, annotations: isolateHistory.of("full") };
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
