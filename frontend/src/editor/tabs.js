/** The open files as a row of links above the editor. The row is remembered for each project. */
import { announce } from "../shared/announce.js";
import { offerCommand } from "../shared/commands.js";
import { recall, remember } from "../shared/storage.js";
import { bufferFor, closePath, currentPath } from "./buffers.js";
import { isMarked } from "./marks.js";
import { given, pageOf } from "./source.js";
import { buffers, project } from "./store.js";

const MOST = 30;
/** @type {string[]} in sight; a file is loaded when it is shown, or has unsaved text */
let tabs = [];

const row = () => /** @type {HTMLElement | null} */ (document.querySelector("#file-tabs ul"));
const keyOf = () => `tabs.${project()}`;

/** @returns {string[]} */
function remembered() {
  try {
    const paths = JSON.parse(recall(keyOf()) ?? "[]");
    return Array.isArray(paths) ? paths.filter((path) => typeof path === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** The last part of the path, and its folder where another tab has the same. @param {string} path */
function nameOf(path) {
  const last = (/** @type {string} */ one) => one.split("/").at(-1) ?? one;
  const twice = tabs.filter((one) => last(one) === last(path)).length > 1;
  return twice ? path.split("/").slice(-2).join("/") : last(path);
}

/** @param {string} path @returns {HTMLElement} */
function itemOf(path) {
  const known = row()?.querySelector(`[data-tab="${CSS.escape(path)}"]`);
  const model = /** @type {HTMLTemplateElement | null} */ (document.getElementById("file-tab"));
  const item = /** @type {HTMLElement} */ (known ?? model?.content.firstElementChild?.cloneNode(true) ?? document.createElement("li"));
  item.dataset.tab = path;
  return item;
}

/** @param {string} path */
function drawn(path) {
  const item = itemOf(path);
  const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
  link.href = pageOf(path);
  link.title = path;
  if (path === currentPath()) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
  /** @type {HTMLElement} */ (item.querySelector("[data-tab-name]")).textContent = nameOf(path);
  /** @type {HTMLElement} */ (item.querySelector("[data-tab-mark]")).hidden = !isMarked(path);
  item.querySelector("button")?.setAttribute("aria-label", `Close ${path}`);
  return item;
}

function draw() {
  const list = row();
  if (!list) return;
  const wanted = tabs.map(drawn);
  [...list.children].filter((item) => !wanted.includes(/** @type {HTMLElement} */ (item))).forEach((item) => item.remove());
  wanted.forEach((item, at) => list.children[at] === item || list.insertBefore(item, list.children[at] ?? null));
}

/** @param {string} path */
async function close(path) {
  const wasMarked = isMarked(path);
  const hadFocus = row()?.contains(document.activeElement);
  if (buffers.has(path)) await closePath(path);
  else forget(path);
  if (hadFocus) /** @type {HTMLElement | null} */ (row()?.querySelector("[aria-current]"))?.focus();
  if (wasMarked && !tabs.includes(path)) announce(`${path} is closed. Its unsaved text is kept as a draft.`);
}

/** @param {string} path */
function forget(path) {
  tabs = tabs.filter((one) => one !== path);
  changed();
}

function changed() {
  remember(keyOf(), JSON.stringify(tabs.slice(0, MOST)));
  draw();
}

/** @type {Record<string, (path: string, to: string) => void>} */
const ON = {
  shown: (path) => tabs.includes(path) || tabs.push(path),
  closed: (path) => (tabs = tabs.filter((one) => one !== path)),
  renamed: (path, to) => (tabs = tabs.map((one) => (one === path ? to : one))),
};

/** @param {Event} event */
function onBuffer(event) {
  const { type, path, to } = /** @type {CustomEvent} */ (event).detail;
  ON[type]?.(path, to);
  if (type in ON) changed();
  else draw();
  if (type === "shown") row()?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Arrows go from tab to tab, Delete closes the one that has the focus. @param {KeyboardEvent} event */
function onKey(event) {
  const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-tab]"));
  const links = [...(row()?.querySelectorAll("a") ?? [])];
  const at = links.findIndex((link) => item?.contains(link));
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) links.at((at + step) % links.length)?.focus();
  else if (event.key === "Delete") close(item?.dataset.tab ?? "");
  else return;
  event.preventDefault();
}

/** Unsaved text of a tab that is not in sight counts with the rest, so it is here too. */
async function loadUnsaved() {
  for (const path of tabs.filter((one) => !buffers.has(one) && isMarked(one))) {
    await bufferFor(path).catch(() => forget(path)); // gone since, or nobody answers: its draft is where it was
  }
}

export function startTabs() {
  const { files } = given();
  tabs = remembered().filter((path) => files.includes(path));
  if (!tabs.includes(currentPath())) tabs.push(currentPath());
  changed();
  document.addEventListener("studio:buffer", onBuffer);
  row()?.addEventListener("keydown", onKey);
  row()?.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const item = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-tab]"));
    if (item?.dataset.tab) close(item.dataset.tab);
  });
  offerCommand({ id: "close-file", title: "Close the file", keys: "Alt-W", group: "Files", run: () => close(currentPath()), isAvailable: () => tabs.length > 1 });
  loadUnsaved();
}
