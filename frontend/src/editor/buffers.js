/** The files that are open in the editor, as every other part of the page opens, reads and changes them. */
import { EditorView } from "@codemirror/view";
import { announce } from "../shared/announce.js";
import { brought } from "./bringing-back.js";
import { addExtension, extensionsAnew } from "./extensions.js";
import { openFile, replacing, viewOf } from "./enhance.js";
import { offsetOf } from "./positions.js";
import { showInAddress, showInForm, showInPage } from "./show-file.js";
import { given, pageOf, sourceOf } from "./source.js";
import { fileState, stateAgain, written } from "./states.js";
import { buffers, docOf, isSaved, screen, stateOf, tell, textOf } from "./store.js";

/** @typedef {import("./store.js").Buffer} Buffer */
/** @typedef {{path: string, language: string, readOnly: boolean, base: string, saved: boolean, text: string}} Seen */
/** @typedef {{line?: number, column?: number, focus?: boolean}} Place */

/** @param {Buffer} buffer @returns {Seen} */
const seen = (buffer) => ({
  path: buffer.path, language: buffer.language, readOnly: buffer.readOnly, base: buffer.base,
  saved: isSaved(buffer), text: docOf(buffer).toString(),
});

/** The editor on the screen. @returns {EditorView | undefined} */
export const currentView = () => screen.view ?? undefined;

/** @returns {string} the file on the screen, or nothing */
export const currentPath = () => screen.buffer?.path ?? "";

/** @returns {string[]} in the order of the tabs */
export const openPaths = () => [...buffers.keys()];

/** @param {string} path @returns {Seen | undefined} */
export function bufferOf(path) {
  const buffer = buffers.get(path);
  return buffer && seen(buffer);
}

/** @type {Map<string, Promise<Buffer | null>>} */
const loading = new Map();

/** @param {string} path @returns {Promise<Buffer | null>} null where there is no such text */
function load(path) {
  const known = buffers.get(path);
  if (known) return Promise.resolve(known);
  const begun = loading.get(path) ?? fetched(path).finally(() => loading.delete(path));
  loading.set(path, begun);
  return begun;
}

/** @param {string} path @returns {Promise<Buffer | null>} */
async function fetched(path) {
  const source = await sourceOf(path);
  const { area } = screen;
  if (!source || source.text === null || !area) return null;
  const file = { path, language: source.language };
  const buffer = brought(
    { ...file, readOnly: false, base: source.base, stored: textOf(source.text), stamp: null, sent: null, since: null,
      clashes: false, state: fileState(area, file, source.text), scroll: null },
    source.draft,
  );
  buffers.set(path, buffer);
  tell("opened", path);
  return buffer;
}

/** Loads a file without showing it. @param {string} path @returns {Promise<Seen>} rejects where there is no such text */
export async function bufferFor(path) {
  const buffer = await load(path);
  if (!buffer) throw new Error(`${path} is no text of this project`);
  return seen(buffer);
}

/** @param {Buffer} buffer */
function show(buffer) {
  const { view, buffer: before } = screen;
  if (!view || before === buffer) return;
  if (before) Object.assign(before, { state: view.state, scroll: view.scrollSnapshot() });
  screen.buffer = buffer;
  view.setState(buffer.state);
  if (buffer.scroll) view.dispatch({ effects: buffer.scroll });
  showInForm();
  showInPage();
  tell("shown", buffer.path);
}

/** @param {Place} place */
function go({ line, column, focus = true }) {
  const { view } = screen;
  if (!view) return;
  if (line) {
    const at = offsetOf(view.state.doc, line, column);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }
  if (focus) view.focus();
}

let turns = 0;

/**
 * Shows a file in the place of the one that is on the screen. What is no text has a page of its own.
 * @param {string} path @param {Place} [place] @param {boolean} [isNew] whether the way back leads to the file before
 * @returns {Promise<boolean>}
 */
export async function openPath(path, place = {}, isNew = true) {
  const turn = (turns += 1);
  try {
    const buffer = screen.view && (await load(path));
    if (turn !== turns) return false;
    if (!buffer) return leaveFor(path);
    const isOther = screen.buffer !== buffer;
    show(buffer);
    if (isOther && isNew) showInAddress(true);
    go(place);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof Error)) throw error;
    announce(`${path} could not be opened: the studio does not answer. Try again in a moment.`);
    return false;
  }
}

/** @param {string} path */
function leaveFor(path) {
  location.assign(pageOf(path));
  return false;
}

/** Shows a text that is only read, such as a file of the bindings. @param {string} path @param {string} text @param {string} language */
export function showReadOnly(path, text, language) {
  const { area } = screen;
  if (!area) return;
  const file = { path, language, readOnly: true };
  const known = buffers.get(path);
  /** @type {Buffer} */
  const buffer = known ?? { ...file, base: "", stored: textOf(text), stamp: null, sent: null, since: null, clashes: false,
    state: fileState(area, file, text), scroll: null };
  buffers.set(path, buffer);
  if (!known) tell("opened", path);
  show(buffer);
}

/**
 * Changes a file, on the screen or not, as one step that can be undone.
 * @param {string} path of an open file @param {import("@codemirror/state").ChangeSpec} changes
 */
export function changeBuffer(path, changes) {
  const buffer = buffers.get(path);
  if (buffer && !buffer.readOnly) apply(buffer, { changes, userEvent: "input.change" });
}

/** @param {Buffer} buffer @param {import("@codemirror/state").TransactionSpec} spec */
export function apply(buffer, spec) {
  if (screen.view && screen.buffer === buffer) return screen.view.dispatch(spec);
  const { state, docChanged } = buffer.state.update(spec);
  buffer.state = state;
  if (docChanged) tell("changed", buffer.path);
}

/** The whole text of an open file, as one step that can be undone. @param {Buffer} buffer @param {string} text */
export const replaceBuffer = (buffer, text) => apply(buffer, replacing(stateOf(buffer), text));

/** @returns {string[]} the row of tabs; some of its files may not be loaded yet */
const tabsInSight = () =>
  [...document.querySelectorAll("#file-tabs [data-tab]")].map((item) => /** @type {HTMLElement} */ (item).dataset.tab ?? "");

/** @param {string} path @returns {string | undefined} the file beside it */
function neighbour(path) {
  const paths = tabsInSight();
  const at = paths.indexOf(path);
  return paths[at + 1] ?? paths[at - 1];
}

/** Closes a file; unsaved text of it stays a draft. @param {string} path */
export async function closePath(path) {
  if (!buffers.has(path)) return;
  if (currentPath() === path) {
    const next = neighbour(path) ?? given().files.find((one) => one !== path);
    if (!next || !(await openPath(next, {}))) return announce(`${path} is the only open file.`);
  }
  buffers.delete(path);
  tell("closed", path);
}

/** A file that is gone takes its place in the editor with it. @param {string} path */
export async function dropPath(path) {
  const buffer = buffers.get(path);
  if (buffer) Object.assign(buffer, { stored: docOf(buffer), stamp: null, sent: null });
  await closePath(path);
}

/** A file that has another name stays open, with its history. @param {string} from @param {string} to */
export async function renamePath(from, to) {
  const buffer = buffers.get(from);
  if (!buffer || !screen.area) return;
  const source = await sourceOf(to);
  const language = source?.language ?? buffer.language;
  const state = stateAgain(screen.area, { path: to, language }, written(stateOf(buffer)));
  const order = [...buffers].map(([path, one]) => /** @type {[string, Buffer]} */ (path === from ? [to, buffer] : [path, one]));
  if (source?.text === buffer.stored.toString()) buffer.base = source.base;
  Object.assign(buffer, { path: to, language, state });
  buffers.clear();
  order.forEach(([path, one]) => buffers.set(path, one));
  if (screen.buffer === buffer) showAnew(buffer);
  tell("renamed", from, to);
}

/** @param {Buffer} buffer */
function showAnew(buffer) {
  screen.view?.setState(buffer.state);
  showInForm();
  showInPage();
  history.replaceState({ file: buffer.path }, "", pageOf(buffer.path));
}

/** Puts something into every editor of a whole file, of those that are open too. @param {import("./extensions.js").Maker} make */
export function extendEditor(make) {
  addExtension(make);
  buffers.forEach((buffer) => apply(buffer, { effects: extensionsAnew(buffer.path, buffer.language) }));
}

/** @returns {boolean} whether the page has files that can be edited */
export function startBuffers() {
  const area = openFile();
  const view = area && viewOf(area);
  const { path, project, editor: language = "text" } = area?.dataset ?? {};
  if (!area || !view || !path || !project) return false;
  const base = /** @type {HTMLInputElement | null} */ (area.form?.elements.namedItem("base"))?.value ?? "";
  Object.assign(screen, { area, view });
  const buffer = brought(
    { path, language, readOnly: area.readOnly, base, stored: view.state.doc, stamp: null, sent: null, since: null,
      clashes: false, state: view.state, scroll: null },
    given().draft,
  );
  buffers.set(path, buffer);
  screen.buffer = buffer;
  view.setState(buffer.state);
  showInForm();
  showInAddress(false);
  area.addEventListener("input", () => tell("changed", screen.buffer?.path ?? ""));
  return true;
}
