/** Whether the server answers, in the status bar's words. It is asked often only while it does not. */
import { announce } from "../shared/announce.js";

const LOST_MS = 3000;
const USUAL_MS = 60_000;
const BACK_SHOWN_MS = 5000;
const ADDRESS = "/healthz";

/** @typedef {"there" | "lost" | "back"} State */

const place = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-connection]"));
let waiting = 0;

/** @param {State} state */
function show(state) {
  const bar = place();
  if (!bar) return;
  bar.dataset.connection = state;
  bar.querySelectorAll("[data-when]").forEach((word) => (/** @type {HTMLElement} */ (word).hidden = word.getAttribute("data-when") !== state));
}

/** @returns {Promise<boolean>} */
const answers = () => fetch(ADDRESS, { cache: "no-store" }).then(() => true, () => false);

/** @param {boolean} isThere */
function told(isThere) {
  const before = place()?.dataset.connection;
  if (!isThere && before !== "lost") announce("The studio does not answer. What you type is kept in this browser.");
  if (isThere && before === "lost") {
    announce("The studio answers again.");
    document.dispatchEvent(new CustomEvent("studio:back"));
    setTimeout(() => place()?.dataset.connection === "back" && show("there"), BACK_SHOWN_MS);
  }
  show(!isThere ? "lost" : before === "lost" || before === "back" ? "back" : "there");
  clearTimeout(waiting);
  waiting = window.setTimeout(look, isThere ? USUAL_MS : LOST_MS);
}

/** A tab in the background asks nothing. */
async function look() {
  if (document.visibilityState === "visible") told(await answers());
}

/** An answer of any kind is one, however bad. @param {Event} event */
function onError(event) {
  const detail = /** @type {CustomEvent} */ (event).detail;
  if (detail?.error instanceof TypeError) look(); // what fetch says where nothing answered
}

export function startConnection() {
  if (!place()) return;
  waiting = window.setTimeout(look, USUAL_MS);
  window.addEventListener("offline", () => told(false));
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("htmx:error", onError);
  document.addEventListener("studio:unreachable", look);
  document.addEventListener("click", async (event) => {
    if (!(/** @type {Element} */ (event.target).closest("[data-connection]"))) return;
    await look();
    if (place()?.dataset.connection === "there") announce("The studio answers.");
  });
}
