/** Whether the language server is there, in words in the status bar and for whoever wants to ask it. */
import { announce } from "../shared/announce.js";

/** @typedef {"starting" | "on" | "away"} State */

/** @type {Record<State, string>} */
const WORDS = { starting: "Code help: starting", on: "Code help: on", away: "Code help: away" };
const MEANING = {
  starting: "Completion, documentation and jumps come in a moment.",
  on: "Completion, documentation and jumps are ready.",
  away: "Completion, documentation and jumps are missing just now. Editing, checks and saving go on; the studio tries again by itself.",
};

/** @type {State} */
let present = "away";

export const isReady = () => present === "on";

/** @param {State} state */
export function showHelp(state) {
  present = state;
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-code-help]"));
  if (!place) return;
  place.hidden = false;
  place.dataset.codeHelp = state;
  place.textContent = WORDS[state];
  place.title = MEANING[state];
}

/** For a command that needs the server. @returns {boolean} false after it has been said why nothing happens */
export function isReadyOrSaysWhy() {
  if (present === "starting") announce("Code help is still starting. Try again in a moment.");
  if (present === "away") announce("Code help is away just now. Editing goes on, and it is tried again by itself.");
  return isReady();
}
