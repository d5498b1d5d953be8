/** What the page asks about the open file is asked about the other unsaved files too: their drafts are named with it. */
import { holdDrafts, sendDraft, settled } from "./drafts.js";
import { docOf, screen, unsaved } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */
/** @typedef {import("@codemirror/state").Text} Text */

/** @type {Map<Buffer, Text>} */
let sent = new Map();

/** What the newest request sent that may store it. @returns {Map<Buffer, Text>} */
export const sentBySave = () => sent;

/** A button elsewhere can belong to the form, as Build does. @param {EventTarget | null} target */
export function isSave(target) {
  const form = screen.area?.form;
  if (!(target instanceof HTMLElement) || !form) return false; // what asked is gone: its answer took its place
  if (target.dataset.noSave !== undefined) return false; // it sends the text, and stores nothing
  return target === form || /** @type {HTMLButtonElement} */ (target).form === form || form.contains(target);
}

/** The others whose drafts the server has as they are here. @returns {Promise<Buffer[]>} */
async function others() {
  const all = unsaved().filter((buffer) => buffer !== screen.buffer);
  await Promise.all(all.map(sendDraft));
  return all.filter((buffer) => buffer.sent?.eq(docOf(buffer)) && buffer.clashes !== "draft");
}

/** @param {FormData | URLSearchParams} body */
async function name(body) {
  const found = await others();
  found.forEach(({ path }) => body.append("unsaved", path));
  return found;
}

/** The page has taken the answer in: until then drafts wait. @param {any} ctx @returns {Promise<void>} */
function answered(ctx) {
  return new Promise((done) => {
    const listen = (/** @type {Event} */ event) => {
      if (/** @type {CustomEvent} */ (event).detail?.ctx !== ctx) return;
      document.removeEventListener("htmx:finally:request", listen);
      done();
    };
    document.addEventListener("htmx:finally:request", listen);
  });
}

/** @param {any} ctx of htmx */
function withDrafts(ctx) {
  const { buffer } = screen;
  const doc = buffer && docOf(buffer);
  ctx.fetch = async (/** @type {string} */ url, /** @type {any} */ options) => {
    const stores = isSave(ctx.sourceElement) || url.endsWith("/fix");
    const found = await name(options.body);
    if (stores) await settled();
    options.body.set("stamp", buffer?.stamp ?? "");
    if (!stores) return fetch(url, options);
    sent = new Map(found.map((one) => [one, docOf(one)]));
    if (buffer && doc && !buffer.readOnly) sent.set(buffer, doc);
    holdDrafts(answered(ctx));
    return fetch(url, options);
  };
}

export function startNamingDrafts() {
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (ctx.request.body?.has?.("base")) withDrafts(ctx);
  });
}
