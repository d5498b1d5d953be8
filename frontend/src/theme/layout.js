/** How the reader left the page's parts, put on the root element before the first paint so that nothing jumps. */
import { recall, remember } from "../shared/storage.js";

/** Each split, and what its place is counted in. @type {Record<string, "%" | "px">} */
export const SPLITS = { columns: "%", rows: "%", test: "%", files: "px" };

const root = document.documentElement;

/** @param {string} name @param {number | null} place null is where it stood at first */
export function placeSplit(name, place) {
  if (place === null) root.style.removeProperty(`--split-${name}`);
  else root.style.setProperty(`--split-${name}`, `${place}${SPLITS[name]}`);
}

/** @param {string} name @param {number | null} place */
export function keepSplit(name, place) {
  placeSplit(name, place);
  remember(`split.${name}`, place === null ? null : String(place));
}

/** @param {string} name @returns {number | null} */
function keptSplit(name) {
  const place = Number(recall(`split.${name}`) ?? "nothing");
  return place > 0 && place < 5000 ? place : null;
}

/** The bottom panel can be folded down to its head. @param {boolean} isFolded */
export function foldBottom(isFolded) {
  root.toggleAttribute("data-bottom-folded", isFolded);
  remember("bottom.folded", isFolded ? "1" : null);
}

/** Only for the visit: the next one begins with all panes. @returns {Storage | null} */
function visit() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** @param {string | null} pane */
export function maximise(pane) {
  if (pane) root.dataset.maximised = pane;
  else delete root.dataset.maximised;
  if (pane) visit()?.setItem("studio.maximised", pane);
  else visit()?.removeItem("studio.maximised");
}

export function showLayout() {
  Object.keys(SPLITS).forEach((name) => placeSplit(name, keptSplit(name)));
  root.toggleAttribute("data-bottom-folded", recall("bottom.folded") !== null);
  const pane = visit()?.getItem("studio.maximised");
  if (pane && /^[a-z]+$/.test(pane)) root.dataset.maximised = pane;
}
