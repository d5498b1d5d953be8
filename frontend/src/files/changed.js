/** What was done to the files, as the server tells it: the open files follow, and the tree is as it was left. */
import { dropPath, openPath, openPaths, renamePath } from "../editor/buffers.js";
import { isMarked, showState } from "../editor/marks.js";
import { showInPage } from "../editor/show-file.js";
import { screen } from "../editor/store.js";
import { announce } from "../shared/announce.js";
import { closeForm } from "./forms.js";
import { showTree } from "./tree.js";

/** @typedef {{type: string, path?: string, to?: string, added?: number, replaced?: string[], skipped?: number, open?: string | null}} Done */

/** @param {string} one @param {string} path */
const isWithin = (one, path) => one === path || one.startsWith(`${path}/`);

/** What is no text is not in the editor: its page is left for another. @param {string} path @returns {boolean} */
function isShownAlone(path) {
  const shown = new URL(location.href).searchParams.get("file");
  return !screen.area && shown !== null && isWithin(shown, path);
}

/** @param {string} path */
function leaveFor(path) {
  const url = new URL(location.href);
  if (path) url.searchParams.set("file", path);
  else url.searchParams.delete("file");
  location.assign(url.pathname + url.search);
}

/** @param {Done} done */
async function moved({ path = "", to = "" }) {
  if (isShownAlone(path)) return leaveFor(to);
  for (const one of openPaths().filter((each) => isWithin(each, path))) await renamePath(one, to + one.slice(path.length));
  announce(`${path} is now ${to}.`);
}

/** @param {Done} done */
async function removed({ path = "" }) {
  if (isShownAlone(path)) return leaveFor("");
  for (const one of openPaths().filter((each) => isWithin(each, path))) await dropPath(one);
  announce(`${path} is deleted. Older revisions keep it.`);
}

/** Unsaved text stands against what was uploaded as against anybody's: saving it shows both. @param {string[]} paths */
async function replaced(paths) {
  const changed = openPaths().filter((path) => paths.includes(path) && !isMarked(path));
  const shown = screen.buffer?.path;
  if (shown && changed.includes(shown) && openPaths().length === 1) return location.reload();
  for (const path of changed) await dropPath(path);
  if (shown && changed.includes(shown)) await openPath(shown, { focus: false });
}

/** @param {Done} done */
async function uploaded({ added = 0, replaced: paths = [], skipped = 0, open = null }) {
  await replaced(paths);
  const said = [[added, "added"], [paths.length, "replaced"], [skipped, "left as they were"]].filter(([count]) => count);
  announce(`Uploaded: ${said.map(([count, word]) => `${count} ${word}`).join(", ") || "nothing new"}.`);
  if (open) await openPath(open);
}

/** @type {Record<string, (done: Done) => unknown>} */
const THEN = {
  moved,
  removed,
  uploaded,
  added: ({ path = "" }) => openPath(path),
  copied: ({ path = "", to = "" }) => announce(`${path} is there twice now: ${to} is the second.`),
};

/** @returns {Done | null} */
function doneNow() {
  const note = document.getElementById("files-done");
  if (!note) return null;
  note.remove();
  return JSON.parse(note.textContent || "{}");
}

function onSwap() {
  const done = doneNow();
  if (!done) return;
  closeForm();
  showTree();
  showInPage();
  showState();
  THEN[done.type]?.(done);
}

export function startChanged() {
  document.addEventListener("htmx:after:swap", onSwap);
}
