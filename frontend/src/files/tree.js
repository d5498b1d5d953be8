/** The tree by keyboard, and which of its folders are closed: remembered for each project. */
import { recall, remember } from "../shared/storage.js";
import { openMenu } from "./menu.js";
import { openForm } from "./forms.js";

const tree = () => document.getElementById("file-tree");
const keyOf = () => `folders.${document.getElementById("files")?.dataset.projectFiles ?? ""}`;

/** @returns {string[]} */
function closed() {
  try {
    const paths = JSON.parse(recall(keyOf()) ?? "[]");
    return Array.isArray(paths) ? paths : [];
  } catch {
    return [];
  }
}

/** A menu is told of, and what was closed stays closed, in a tree that is new on the page. */
export function showTree() {
  const paths = new Set(closed());
  tree()?.querySelectorAll("details[data-folder]").forEach((folder) => {
    const { folder: path = "" } = /** @type {HTMLElement} */ (folder).dataset;
    const isOpenFile = folder.querySelector("[aria-current]") !== null;
    /** @type {HTMLDetailsElement} */ (folder).open = isOpenFile || !paths.has(path);
  });
  tree()?.querySelectorAll("[data-file-menu]").forEach((button) => {
    button.setAttribute("role", "button");
    button.setAttribute("aria-haspopup", "menu");
  });
}

/** @param {Event} event */
function onToggle(event) {
  const folder = /** @type {HTMLDetailsElement} */ (event.target);
  const path = folder.dataset?.folder;
  if (path === undefined) return;
  const paths = new Set(closed());
  if (folder.open) paths.delete(path);
  else paths.add(path);
  remember(keyOf(), JSON.stringify([...paths].slice(-200)));
}

/** @returns {HTMLElement[]} what stands in the rows, from the top, without what is folded away */
const rows = () =>
  /** @type {HTMLElement[]} */ ([...(tree()?.querySelectorAll("summary, .files__link") ?? [])]).filter((row) => row.checkVisibility());

/** @param {HTMLElement} row @param {number} step */
function go(row, step) {
  const all = rows();
  all[all.indexOf(row) + step]?.focus();
}

/** @param {HTMLElement} row @returns {HTMLElement | null} the folder that it is in */
const above = (row) => row.closest("ul")?.closest("details")?.querySelector(":scope > summary") ?? null;

/** @param {HTMLElement} row */
function fold(row) {
  const folder = /** @type {HTMLDetailsElement | null} */ (row.matches("summary") ? row.parentElement : null);
  if (folder?.open) folder.open = false;
  else above(row)?.focus();
}

/** @param {HTMLElement} row */
function unfold(row) {
  const folder = /** @type {HTMLDetailsElement | null} */ (row.matches("summary") ? row.parentElement : null);
  if (folder && !folder.open) folder.open = true;
  else if (folder) go(row, 1);
}

/** @param {HTMLElement} row @param {string} action */
function ask(row, action) {
  const button = /** @type {HTMLElement | null | undefined} */ (row.closest(".files__item")?.querySelector(":scope > [data-file-menu]"));
  const { fileMenu: path, kind } = button?.dataset ?? {};
  const project = document.getElementById("files")?.dataset.projectFiles ?? "";
  if (button && action === "menu") openMenu(button);
  else if (path && kind !== "entry") openForm(`/projects/${encodeURIComponent(project)}/files/${action}?path=${encodeURIComponent(path)}`);
}

/** @type {Record<string, (row: HTMLElement) => void>} */
const KEYS = {
  ArrowDown: (row) => go(row, 1),
  ArrowUp: (row) => go(row, -1),
  ArrowRight: unfold,
  ArrowLeft: fold,
  Home: () => rows()[0]?.focus(),
  End: () => rows().at(-1)?.focus(),
  F2: (row) => ask(row, "rename"),
  Delete: (row) => ask(row, "delete"),
  ContextMenu: (row) => ask(row, "menu"),
};

/** @param {KeyboardEvent} event */
function onKey(event) {
  const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("summary, .files__link"));
  const act = event.shiftKey && event.key === "F10" ? KEYS.ContextMenu : KEYS[event.key];
  if (!row || !act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(row);
}

/** The open file, or the first. */
export const focusTree = () => (rows().find((row) => row.hasAttribute("aria-current")) ?? rows()[0])?.focus();

export function startTree() {
  document.getElementById("files")?.addEventListener("toggle", onToggle, true);
  document.getElementById("files")?.addEventListener("keydown", onKey);
  showTree();
}
