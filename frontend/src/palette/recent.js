/** What was chosen last stands first the next time. */
import { recall, remember } from "../shared/storage.js";

const KEY = "palette.recent";
const KEPT = 5;

/** @returns {string[]} ids, the newest first */
export function recent() {
  try {
    const ids = JSON.parse(recall(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} id */
export function markRecent(id) {
  remember(KEY, JSON.stringify([id, ...recent().filter((other) => other !== id)].slice(0, KEPT)));
}
