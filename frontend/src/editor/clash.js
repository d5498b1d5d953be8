/** Somebody else's text stands against the one in the editor: both are shown, and one of three ways is chosen. */
import { announce } from "../shared/announce.js";
import { setAside } from "./aside.js";
import { openPath, replaceBuffer } from "./buffers.js";
import { draftLater, overrule } from "./drafts.js";
import { showInForm } from "./show-file.js";
import { address } from "./source.js";
import { buffers, docOf, screen, tell, textOf } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */

const place = () => document.getElementById("code-notice");
const shown = () => /** @type {HTMLElement | null} */ (place()?.querySelector("[data-clash]"));

/** Asks for both texts, and shows them beside the editor. */
async function offer() {
  const { area, buffer } = screen;
  if (shown() && shown()?.dataset.clash !== buffer?.path) place()?.replaceChildren();
  if (!area?.form || !buffer?.clashes) return;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(area.form)));
  body.set("stamp", buffer.stamp ?? "");
  const answer = await fetch(address("/clash"), { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  if (!answer?.ok || screen.buffer !== buffer) return;
  if (html.trim()) /** @type {HTMLElement} */ (place()).innerHTML = html;
  else settle(buffer);
}

/** @param {Buffer} buffer */
function settle(buffer) {
  buffer.clashes = false;
  shown()?.remove();
  draftLater(buffer);
  tell("settled", buffer.path);
}

/** What the choice starts from. @param {HTMLElement} box */
function told(box) {
  const { base = "", head = "", stamp = "" } = box.dataset;
  const theirs = /** @type {HTMLTextAreaElement | null} */ (box.querySelector("#clash-theirs"))?.value ?? "";
  const merged = /** @type {HTMLTextAreaElement | null} */ (box.querySelector("[data-clash-merged]"))?.value ?? "";
  return { base, head, stamp, theirs, merged };
}

/**
 * @param {Buffer} buffer @param {ReturnType<typeof told>} both
 * @param {string} text what is to be in the editor
 */
function choose(buffer, both, text) {
  const { base, head, stamp, theirs } = both;
  if (!stamp) Object.assign(buffer, { stored: textOf(theirs), base: head });
  else if (text === theirs) Object.assign(buffer, { stamp, sent: textOf(theirs), base });
  else overrule(buffer, stamp);
  buffer.since = null;
  replaceBuffer(buffer, text);
  settle(buffer);
  if (screen.buffer === buffer) showInForm();
}

/** @param {Buffer} buffer @param {ReturnType<typeof told>} both @param {string} text */
async function take(buffer, both, text) {
  if (docOf(buffer).toString() !== text && !(await setAside(buffer))) return;
  choose(buffer, both, text);
  announce("Done. Your text before this is among the drafts, and undo in the editor brings it back.");
}

/** @param {Buffer} buffer @param {ReturnType<typeof told>} both */
async function sideBySide(buffer, both) {
  const { openMerge } = await import("./merge.js");
  openMerge({ path: buffer.path, language: buffer.language, theirs: both.theirs, mine: docOf(buffer).toString(), use: (text) => take(buffer, both, text) });
}

/** @type {Record<string, (buffer: Buffer, both: ReturnType<typeof told>) => unknown>} */
const WAYS = {
  mine: (buffer, both) => choose(buffer, both, docOf(buffer).toString()),
  theirs: (buffer, both) => take(buffer, both, both.theirs),
  merged: (buffer, both) => take(buffer, both, both.merged),
  compare: sideBySide,
};

/** @param {MouseEvent} event */
function onClick(event) {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-choose]"));
  const box = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-clash]"));
  const buffer = box && buffers.get(box.dataset.clash ?? "");
  if (!button || !box || !buffer) return;
  event.preventDefault();
  WAYS[button.dataset.choose ?? ""]?.(buffer, told(box));
}

/** A save was refused for a file that is not on the screen: it comes there, since its text is what is asked about. */
function onSwap() {
  const path = shown()?.dataset.clash ?? "";
  const buffer = buffers.get(path);
  if (!buffer) return;
  buffer.clashes ||= "revision";
  if (buffer !== screen.buffer) openPath(path);
}

export function startClashes() {
  document.addEventListener("studio:buffer", (event) => {
    const { type, path } = /** @type {CustomEvent} */ (event).detail;
    if (type === "shown" || (type === "clashes" && path === screen.buffer?.path)) offer();
  });
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:after:swap", onSwap);
  offer();
}
