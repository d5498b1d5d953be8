/** Unsaved text goes to the server by itself, as a draft: soon after the last key, and again when nobody answered. */
import { announce } from "../shared/announce.js";
import { pause } from "./large.js";
import { dropCopy, keepCopy } from "./local-copy.js";
import { address } from "./source.js";
import { buffers, docOf, isSaved, tell } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */

const QUIET_MS = 700;
const LONGEST_MS = 1600; // somebody who never pauses
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];
const MOST_KEPT_ALIVE = 50_000; // characters; a browser sends no more behind a page that is gone

let failures = 0;
let again = 0;
/** @type {Promise<unknown> | null} a save whose answer is awaited: what it brings decides about drafts */
let holding = null;

/** @type {WeakMap<Buffer, {timer: number, first: number}>} */
const waiting = new WeakMap();
/** @type {WeakMap<Buffer, Promise<void>>} one request for a file after the other */
const turns = new WeakMap();

export const isOffline = () => failures > 0 || !navigator.onLine;

/** @param {Buffer} buffer */
export function draftLater(buffer) {
  const now = performance.now();
  const { timer, first } = waiting.get(buffer) ?? { timer: 0, first: now };
  clearTimeout(timer);
  const delay = Math.max(0, Math.min(QUIET_MS, first + pause(docOf(buffer), LONGEST_MS) - now));
  waiting.set(buffer, { timer: window.setTimeout(() => sendDraft(buffer), delay), first });
}

/** @param {Buffer} buffer @returns {Promise<void>} when the server has the text, or nobody answered */
export function sendDraft(buffer) {
  clearTimeout(waiting.get(buffer)?.timer);
  waiting.delete(buffer);
  const turn = (turns.get(buffer) ?? Promise.resolve()).then(() => holding).then(() => sendNow(buffer));
  turns.set(buffer, turn);
  return turn;
}

/** What is on its way has arrived, or failed. @returns {Promise<unknown>} */
export const settled = () => Promise.all([...buffers.values()].map((buffer) => turns.get(buffer)));

/** No draft is sent until the save is answered. @param {Promise<unknown>} save */
export function holdDrafts(save) {
  const held = save.catch(() => null).finally(() => (holding = holding === held ? null : holding));
  holding = held;
}

/** Drafts that the server sets aside when they go, since they were given up as a whole. @type {WeakSet<Buffer>} */
const givenUp = new WeakSet();

/** The draft goes, but can be had back. @param {Buffer} buffer */
export function giveUp(buffer) {
  givenUp.add(buffer);
  return sendDraft(buffer);
}

/** Drafts that were chosen against somebody else's, which is set aside. @type {WeakSet<Buffer>} */
const chosen = new WeakSet();

/** @param {Buffer} buffer @param {string} stamp of the draft that gives way */
export function overrule(buffer, stamp) {
  chosen.add(buffer);
  buffer.stamp = stamp;
}

/** @param {Buffer} buffer */
function request(buffer) {
  const { path, base, stamp } = buffer;
  const [aside, over] = [givenUp.has(buffer), chosen.has(buffer)];
  const drop = isSaved(buffer);
  const text = docOf(buffer).toString();
  const body = JSON.stringify(drop ? { path, stamp, aside } : { path, text, base: Number(base), stamp, over });
  return fetch(address("/drafts"), {
    method: drop ? "DELETE" : "PUT", headers: { "Content-Type": "application/json", Accept: "application/json" }, body,
    keepalive: body.length < MOST_KEPT_ALIVE,
  });
}

/** @param {Buffer} buffer @returns {boolean} whether the server has all that is to be had here */
export const isKept = (buffer) => (isSaved(buffer) ? buffer.stamp === null : Boolean(buffer.stamp && buffer.sent?.eq(docOf(buffer))));

/** @param {Buffer} buffer */
async function sendNow(buffer) {
  if (buffer.readOnly || buffer.clashes === "draft" || buffers.get(buffer.path) !== buffer) return;
  if (isKept(buffer)) return void dropCopy(buffer.path);
  const doc = docOf(buffer);
  try {
    const answer = await request(buffer);
    if (answer.status >= 500 || answer.status === 429) throw new TypeError(`the server answered ${answer.status}`);
    failures = 0;
    givenUp.delete(buffer);
    chosen.delete(buffer);
    take(buffer, doc, answer.status, await answer.json());
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    document.dispatchEvent(new CustomEvent("studio:unreachable"));
    tryAgain();
  }
  tell("kept", buffer.path);
}

/** @param {Buffer} buffer @param {import("@codemirror/state").Text} doc what was sent @param {number} status @param {any} answer */
function take(buffer, doc, status, answer) {
  if (status === 409) return clash(buffer, "draft");
  if (status >= 400) return announce(answer.detail ?? "The draft was refused. Your text is kept in this browser.");
  Object.assign(buffer, { stamp: answer.stamp, sent: answer.stamp === null ? null : doc });
  if (docOf(buffer).eq(doc)) dropCopy(buffer.path);
  else keepCopy(buffer);
  if (answer.moved) clash(buffer, "revision");
}

/** @param {Buffer} buffer @param {"draft" | "revision"} what */
function clash(buffer, what) {
  if (buffer.clashes) return;
  buffer.clashes = what;
  keepCopy(buffer);
  tell("clashes", buffer.path);
}

function tryAgain() {
  clearTimeout(again);
  again = window.setTimeout(sendAll, PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
  failures += 1;
}

/** @returns {Promise<unknown>} */
export const sendAll = () => Promise.all([...buffers.values()].filter((buffer) => !isKept(buffer)).map(sendDraft));

/** A page that goes away leaves its text to the browser, and tries to leave it to the server. */
function leave() {
  const left = [...buffers.values()].filter((buffer) => !isKept(buffer));
  left.forEach(keepCopy);
  left.forEach(sendDraft);
}

export function startDrafts() {
  window.addEventListener("online", () => {
    failures = 0;
    sendAll();
  });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
}
