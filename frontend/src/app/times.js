/** `<time data-relative>` reads "3 minutes ago", its title the full time; `<time data-elapsed>` counts up. */
import { ago } from "../shared/ago.js";

const RELATIVE_MS = 30_000;
const ELAPSED_MS = 1000;

/** @param {HTMLTimeElement} time */
function showRelative(time) {
  const then = new Date(time.dateTime);
  if (Number.isNaN(then.getTime())) return;
  time.title ||= time.textContent?.trim() ?? "";
  time.textContent = ago(then);
}

/** @param {HTMLTimeElement} time */
function showElapsed(time) {
  const seconds = Math.max(0, Math.floor((Date.now() - new Date(time.dateTime).getTime()) / 1000));
  if (Number.isNaN(seconds)) return;
  time.textContent = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** @param {ParentNode} root */
export function showTimes(root) {
  root.querySelectorAll("time[data-relative]").forEach((time) => showRelative(/** @type {HTMLTimeElement} */ (time)));
  root.querySelectorAll("time[data-elapsed]").forEach((time) => showElapsed(/** @type {HTMLTimeElement} */ (time)));
}

export function startTimes() {
  showTimes(document);
  setInterval(() => showTimes(document), RELATIVE_MS);
  setInterval(() => {
    const running = document.querySelectorAll("time[data-elapsed]");
    running.forEach((time) => showElapsed(/** @type {HTMLTimeElement} */ (time)));
  }, ELAPSED_MS);
}
