/** The actions of a file or a folder, in one menu for all of them. Each row has a button for it; a right click, the menu
    key or Shift+F10 on the row open it too. Without JavaScript the button is a link to a page with the same actions. */
import { openForm } from "./forms.js";

/** @typedef {{label: string, icon: string, tone?: string, href?: string, form?: string, kinds: string[]}} Action */

const menu = () => /** @type {HTMLElement | null} */ (document.getElementById("file-menu"));
const base = () => `/projects/${encodeURIComponent(document.getElementById("files")?.dataset.projectFiles ?? "")}`;

/** @param {string} path @returns {Action[]} */
function actionsFor(path) {
  const asked = encodeURIComponent(path);
  const all = ["file", "entry", "folder"];
  return [
    { label: "Open", icon: "file", href: `${base()}?file=${asked}`, kinds: ["file", "entry"] },
    { label: "New file in it…", icon: "plus", form: `new?folder=${asked}`, kinds: ["folder"] },
    { label: "Upload into it…", icon: "upload", form: `upload?folder=${asked}`, kinds: ["folder"] },
    { label: "Rename or move…", icon: "pencil", form: `rename?path=${asked}`, kinds: ["file", "folder"] },
    { label: "Duplicate…", icon: "copy", form: `copy?path=${asked}`, kinds: all },
    { label: "Download", icon: "download", href: `/api/v1${base()}/files/${path.split("/").map(encodeURIComponent).join("/")}`, kinds: ["file", "entry"] },
    { label: "Delete…", icon: "trash", tone: "bad", form: `delete?path=${asked}`, kinds: ["file", "folder"] },
  ];
}

/** @param {string} name @returns {SVGElement} as every other of the page is drawn */
function drawn(name) {
  const model = /** @type {SVGElement} */ (document.querySelector("#files svg.icon")?.cloneNode(true));
  const use = model.querySelector("use");
  use?.setAttribute("href", `${use.getAttribute("href")?.split("#")[0]}#${name}`);
  return model;
}

/** @param {Action} action @returns {HTMLElement} */
function itemOf({ label, icon, tone, href, form }) {
  const item = document.createElement(href ? "a" : "button");
  item.setAttribute("role", "menuitem");
  item.tabIndex = -1;
  if (tone) item.dataset.tone = tone;
  if (href) item.setAttribute("href", href);
  if (href?.startsWith("/api/")) item.setAttribute("download", "");
  else if (href) item.setAttribute("data-file-link", "");
  if (form) item.dataset.form = `${base()}/files/${form}`;
  item.append(drawn(icon), label);
  return item;
}

/** @type {HTMLElement | null} the button of the row whose menu it is */
let owner = null;

/** @param {DOMRect} at */
function place(at) {
  const shown = menu();
  if (!shown) return;
  const { offsetWidth: width, offsetHeight: height } = shown;
  shown.style.left = `${Math.max(4, Math.min(at.left, innerWidth - width - 4))}px`;
  shown.style.top = `${at.bottom + height + 4 > innerHeight ? Math.max(4, at.top - height) : at.bottom}px`;
}

/** @param {HTMLElement} button @param {DOMRect} [at] */
export function openMenu(button, at = button.getBoundingClientRect()) {
  const shown = menu();
  const { fileMenu: path = "", kind = "file" } = button.dataset;
  if (!shown) return;
  shown.hidePopover();
  owner = button;
  shown.setAttribute("aria-label", `Actions for ${path}`);
  shown.replaceChildren(...actionsFor(path).filter(({ kinds }) => kinds.includes(kind)).map(itemOf));
  button.setAttribute("aria-expanded", "true");
  shown.showPopover();
  place(at);
  /** @type {HTMLElement} */ (shown.firstElementChild).focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const items = /** @type {HTMLElement[]} */ ([...(menu()?.children ?? [])]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) items.at(to % items.length)?.focus();
  else if (event.key === "Tab") close(true);
  else return;
  event.preventDefault();
}

/** @param {boolean} back whether the focus goes back to the row */
function close(back) {
  menu()?.hidePopover();
  if (back) owner?.focus();
}

/** @param {Event} event */
function onChoice(event) {
  const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role=menuitem]"));
  if (!item) return;
  close(true);
  if (item.dataset.form) openForm(item.dataset.form);
}

/** @param {Event} event @returns {HTMLElement | null} the menu button of the row in which it happened */
function buttonAt(event) {
  const row = /** @type {Element} */ (event.target).closest?.("#file-tree .files__item");
  return row ? row.querySelector(":scope > [data-file-menu]") : null;
}

export function startMenu() {
  const shown = menu();
  shown?.addEventListener("keydown", onKey);
  shown?.addEventListener("click", onChoice);
  shown?.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") owner?.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-file-menu]"));
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openMenu(button);
  });
  document.addEventListener("contextmenu", (event) => {
    const button = buttonAt(event);
    if (!button) return;
    event.preventDefault();
    const isKey = event.clientX === 0 && event.clientY === 0;
    openMenu(button, isKey || event.button !== 2 ? undefined : new DOMRect(event.clientX, event.clientY, 0, 0));
  });
}
