/** What somebody asked for and the studio did not answer is said; what the page asks for by itself is not. */
import { announce } from "../shared/announce.js";

const ASKED = "button, a, form, input, select";

export function startTellingUnreachable() {
  document.addEventListener("htmx:error", (event) => {
    const asked = /** @type {Element} */ (event.target).closest(ASKED) === event.target;
    if (asked) announce("The studio does not answer. What you typed is kept here: try again in a moment.");
  });
}
