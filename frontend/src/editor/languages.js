import { json } from "@codemirror/lang-json";
import { python } from "@codemirror/lang-python";

/** `data-editor` -> what the editor knows of that language; any other text is plain. */
const LANGUAGES = { python, json };

/** @param {string | undefined} name @returns {import("@codemirror/state").Extension} */
export function languageOf(name) {
  return name === "python" || name === "json" ? LANGUAGES[name]() : [];
}
