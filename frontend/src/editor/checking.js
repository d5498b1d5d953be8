/** The check of what is typed. htmx asks for it; what it would answer about older text is given up here. */
import { isLarge } from "./large.js";
import { docOf, isSaved, screen } from "./store.js";

const checks = () => document.getElementById("checks");
const isCheck = (/** @type {Event} */ event) => /** @type {Element} */ (event.target).id === "checks";

const CALM_MS = 1200; // beside what htmx waits; a check of a large text takes that long itself

/** A large text is not sent at each short pause. A newer question takes this one's place meanwhile. @param {any} ctx of htmx */
function wait(ctx) {
  const go = ctx.fetch ?? fetch;
  ctx.fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ options) => {
    await new Promise((done) => setTimeout(done, CALM_MS));
    options.signal?.throwIfAborted();
    return go(url, options);
  };
}

/** @param {boolean} isGone */
function showUnreachable(isGone) {
  const sentence = /** @type {HTMLElement | null | undefined} */ (checks()?.querySelector("[data-unreachable]"));
  if (sentence) sentence.hidden = !isGone;
}

/** Fixing a problem takes its row away, and with it the button that had the focus. */
function keepFocus(/** @type {Element | null} */ before) {
  if (!before || before.isConnected || document.activeElement !== document.body) return;
  const list = document.getElementById("problems");
  const next = /** @type {HTMLElement | null | undefined} */ (list?.querySelector("button, a[href]") ?? list);
  next?.focus({ preventScroll: true });
}

/** A change of a file that is not on the screen asks for a check as typing does. */
function onChange(/** @type {Event} */ event) {
  const { type, path } = /** @type {CustomEvent} */ (event).detail;
  if (type !== "changed") return;
  checks()?.dispatchEvent(new CustomEvent("htmx:abort"));
  if (path !== screen.buffer?.path) checkAnew();
}

const checkAnew = () => screen.area?.form?.dispatchEvent(new Event("input", { bubbles: true }));

/** The page asks for its first check as soon as it can, perhaps before the text that was brought back stood there. */
function checkWhatWasBroughtBack() {
  if (!screen.buffer || isSaved(screen.buffer)) return;
  checks()?.dispatchEvent(new CustomEvent("htmx:abort"));
  checkAnew();
}

export function startChecking() {
  document.addEventListener("studio:buffer", onChange);
  checkWhatWasBroughtBack();
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (ctx.sourceElement === checks() && screen.buffer && isLarge(docOf(screen.buffer))) wait(ctx);
  });
  /** @type {Element | null} */
  let focused = null;
  document.addEventListener("htmx:before:swap", (event) => {
    if (isCheck(event)) focused = document.getElementById("problems")?.contains(document.activeElement) ? document.activeElement : null;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (!isCheck(event)) return;
    showUnreachable(false);
    keepFocus(focused);
  });
  document.addEventListener("htmx:error", (event) => isCheck(event) && showUnreachable(true));
}
