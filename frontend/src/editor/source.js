/** Files as the server has them. */
import { project } from "./store.js";

/**
 * @typedef {{text: string, base: string, stamp: string, at: string}} Draft
 * @typedef {{path: string, text: string | null, size: number, language: string, head: string, base: string, draft: Draft | null}} Source
 */

/** @param {string} [of] @returns {string} an address below the project's own */
export const address = (of = "") => `/projects/${encodeURIComponent(project())}${of}`;

/** The address of a page on which the file is open. @param {string} path */
export const pageOf = (path) => `${address()}?file=${encodeURIComponent(path).replaceAll("%2F", "/")}`;

/** @param {string} path @returns {Promise<Source | null>} null where there is no such file; rejects where nobody answers */
export async function sourceOf(path) {
  const answer = await fetch(`${address("/source")}?path=${encodeURIComponent(path)}`, { headers: { Accept: "application/json" } });
  if (answer.status >= 500) throw new Error(`the server answered ${answer.status}`);
  return answer.ok ? answer.json() : null;
}

/** What the page began with. @returns {{files: string[], drafts: string[], draft: Draft | null}} */
export function given() {
  const written = document.getElementById("open-files")?.textContent;
  return { files: [], drafts: [], draft: null, ...JSON.parse(written || "{}") };
}
