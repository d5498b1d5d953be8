/**
 * A run that goes on for long: after a while the page says that it may be left, and later asks whether to stop the run.
 * Nobody answers: it is stopped when the countdown ends. It counts only while somebody could read it.
 */

const SAY_AFTER_S = 10;
const ASK_AFTER_S = 40;
const COUNTDOWN_S = 60;

/** @type {string | null} the run that is watched */
let run = null;
let seconds = 0;
let goesOn = false;

const box = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-long-run]"));
const going = () => document.querySelector("#result [hx-trigger^='load']");
const part = (/** @type {string} */ name) => /** @type {HTMLElement | null} */ (box()?.querySelector(`[data-long-run-${name}]`) ?? null);

function stop() {
  const cancel = /** @type {HTMLElement | null} */ (document.querySelector("#result form[action$='/cancel'] button"));
  cancel?.click();
}

function show() {
  const place = box();
  if (!place) return;
  const isAsking = seconds >= ASK_AFTER_S && !goesOn;
  place.hidden = run === null || seconds < SAY_AFTER_S;
  const [question, count] = [part("question"), part("count")];
  if (question) question.hidden = !isAsking;
  if (count) count.textContent = String(Math.max(ASK_AFTER_S + COUNTDOWN_S - seconds, 0));
  if (isAsking && seconds === ASK_AFTER_S + COUNTDOWN_S) stop();
}

/** @param {string | null} now */
function watch(now) {
  if (now === run) return;
  run = now;
  seconds = 0;
  goesOn = false;
}

function tick() {
  watch(going()?.getAttribute("hx-get") ?? null);
  if (run !== null && document.visibilityState === "visible") seconds += 1;
  show();
}

export function startLongRuns() {
  if (!box()) return;
  setInterval(tick, 1000);
  part("stop")?.addEventListener("click", stop);
  part("continue")?.addEventListener("click", () => {
    goesOn = true;
    show();
  });
}
