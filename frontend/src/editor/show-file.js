/** Everything on the page that names the open file follows it. */
import { tellCursor } from "./cursor.js";
import { address, pageOf } from "./source.js";
import { docOf, screen } from "./store.js";
import { write } from "./writing.js";

/** @param {string} name @param {string} value */
function setField(name, value) {
  const field = screen.area?.form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

/** What the form sends. A text that is only read is not sent, so the form keeps the name of the last that is. */
export function showInForm() {
  const { area, buffer } = screen;
  if (!area || !buffer) return;
  area.disabled = buffer.readOnly;
  area.dataset.path = buffer.path;
  area.dataset.editor = buffer.language;
  area.setAttribute("aria-label", buffer.path);
  write(area, docOf(buffer));
  if (buffer.readOnly) return;
  setField("path", buffer.path);
  setField("base", buffer.base);
  document.querySelectorAll("input[name=open]").forEach((field) => {
    /** @type {HTMLInputElement} */ (field).value = buffer.path;
  });
}

/** @param {string} path @param {boolean} readOnly */
function nameIt(path, readOnly) {
  const note = /** @type {HTMLElement | null} */ (document.querySelector("#code-title [data-read-only]"));
  if (note) note.hidden = !readOnly;
  const title = document.querySelector("#code-title code");
  if (title) title.textContent = path;
  const edit = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-edit-file]"));
  if (!edit) return;
  edit.hidden = readOnly;
  edit.href = `${address("/files/edit")}?path=${encodeURIComponent(path)}`;
  edit.title = `Rename or delete ${path}`;
  edit.setAttribute("aria-label", edit.title);
}

/** @param {Element} link @returns {string | null} the file that a link of this project opens */
export function pathOf(link) {
  const { pathname, origin, searchParams } = new URL(/** @type {HTMLAnchorElement} */ (link).href, location.href);
  return origin === location.origin && decodeURIComponent(pathname) === decodeURIComponent(address()) ? searchParams.get("file") : null;
}

/** Links to files: those of the tree, of the tabs, and any other that says so. */
export const FILE_LINKS = "a[data-file-link], nav.files a[href*='?file=']";

export function showInPage() {
  const path = screen.buffer?.path ?? "";
  nameIt(path, screen.buffer?.readOnly ?? false);
  if (screen.view) tellCursor(screen.view.state);
  document.querySelectorAll(FILE_LINKS).forEach((link) => {
    if (pathOf(link) === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

/** The address follows, so that a reload, a bookmark and the way back find the file. @param {boolean} isNew an entry of the history */
export function showInAddress(isNew) {
  const { buffer } = screen;
  if (!buffer || buffer.readOnly) return;
  const state = { file: buffer.path };
  if (isNew) history.pushState(state, "", pageOf(buffer.path));
  else history.replaceState(state, "", location.href);
}
