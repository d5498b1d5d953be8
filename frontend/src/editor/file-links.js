/** A link to a file shows it in the place of the open one; the page stays, with all that is typed and running on it. */
import { openPath } from "./buffers.js";
import { FILE_LINKS, pathOf } from "./show-file.js";

const PLACE = /^#(?<path>.+?):(?<line>\d+)(?::(?<column>\d+))?$/;

/** @param {string} hash @returns {{path: string, line: number, column?: number} | null} */
export function placeOf(hash) {
  const { path, line, column } = PLACE.exec(decodeURIComponent(hash))?.groups ?? {};
  return path ? { path, line: Number(line), ...(column ? { column: Number(column) } : {}) } : null;
}

/** @param {MouseEvent} event */
const isPlain = (event) => !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest(`${FILE_LINKS}, a[data-line-link]`));
  const path = link && pathOf(link);
  if (!link || !path || !isPlain(event)) return;
  event.preventDefault();
  const place = placeOf(link.hash);
  openPath(path, place?.path === path ? place : {});
}

/** The way back and forth. @param {PopStateEvent} event */
function onWay({ state }) {
  const path = state?.file ?? new URL(location.href).searchParams.get("file");
  if (path) openPath(path, { focus: false }, false);
}

export function startFileLinks() {
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", onWay);
}
