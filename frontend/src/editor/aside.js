/** Texts that give way to others: the server keeps them, and the project's page lists them under Drafts. */
import { announce } from "../shared/announce.js";
import { remember } from "../shared/storage.js";
import { copiesBeside } from "./local-copy.js";
import { address } from "./source.js";
import { docOf } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */

/** @param {{path: string, text: string, base: string}} typed */
function sendAside({ path, text, base }) {
  const body = JSON.stringify({ path, text, base: Number(base) });
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return fetch(address("/drafts/aside"), { method: "POST", headers, body }).catch(() => null);
}

/** What other tabs left in this browser behind a newer text can be had back under Drafts. */
export async function clearBeside() {
  for (const { path, key, copy } of copiesBeside()) {
    const answer = await sendAside({ path, text: copy.text, base: copy.base });
    if (!answer?.ok) return;
    remember(key, null);
    announce(`An older unsaved text of ${path} is kept under Drafts.`);
  }
}

/** A text that gives way is kept on the server first. @param {Buffer} buffer @returns {Promise<boolean>} whether it is */
export async function setAside(buffer) {
  const answer = await sendAside({ path: buffer.path, text: docOf(buffer).toString(), base: buffer.base });
  if (!answer?.ok) announce("The studio does not answer, so nothing was changed. Try again in a moment.");
  return Boolean(answer?.ok);
}
