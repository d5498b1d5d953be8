/** A file's state in the editor: its text, selection and history, with everything a whole file has beside it. */
import { historyField } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { showCursor } from "./cursor.js";
import { extensionsOf } from "./extensions.js";
import { fixKey } from "./fixes.js";
import { languageOf } from "./languages.js";
import { namesOf } from "./names.js";
import { basics, gutters, keys, nonce } from "./setup.js";
import { look } from "./theme.js";
import { write } from "./writing.js";

/** @typedef {{path: string, language: string, readOnly?: boolean}} File */

const KEPT = { history: historyField };

/** The textarea stays what the form sends. @param {HTMLTextAreaElement} area */
export function writesTo(area) {
  return EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    write(area, update.state.doc);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** What every editor of the studio has. @param {HTMLTextAreaElement} area @param {import("@codemirror/state").Extension} more */
export const common = (area, more) => [nonce(), basics, more, keys, look, writesTo(area)];

/** @param {HTMLTextAreaElement} area @param {File} file */
const extensions = (area, { path, language, readOnly = false }) => [
  common(area, [gutters, showCursor, fixKey, languageOf(language)]),
  extensionsOf(path, language),
  EditorView.contentAttributes.of({ ...namesOf(area), "aria-label": readOnly ? `${path}, to be read only` : path }),
  EditorState.readOnly.of(readOnly || area.readOnly),
];

/** @param {HTMLTextAreaElement} area that stands for the editor in the form @param {File} file @param {string} text */
export const fileState = (area, file, text) => EditorState.create({ doc: text, extensions: extensions(area, file) });

/** @param {EditorState} state @returns {unknown} text, selection and history, as JSON */
export const written = (state) => state.toJSON(KEPT);

/** The same again, perhaps under another name. @param {HTMLTextAreaElement} area @param {File} file @param {unknown} kept */
export const stateAgain = (area, file, kept) => EditorState.fromJSON(kept, { extensions: extensions(area, file) }, KEPT);
