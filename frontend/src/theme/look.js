/** The editor's text: its size, and whether long lines are broken. Custom properties and attributes of the root element. */
import { recall, remember } from "../shared/storage.js";

export const SIZES = [11, 12, 13, 14, 15, 16, 18, 20, 24];
const USUAL = 13;
const root = document.documentElement;

/** @returns {number} in pixels, at the browser's usual text size */
export function codeSize() {
  const kept = Number(recall("code-size"));
  return SIZES.includes(kept) ? kept : USUAL;
}

export const isWrapped = () => recall("wrap") !== null;

export function showLook() {
  const size = codeSize();
  if (size === USUAL) root.style.removeProperty("--size-code");
  else root.style.setProperty("--size-code", `${size / 16}rem`);
  root.toggleAttribute("data-wrap", isWrapped());
}

/** The editor measures its lines anew when the window's size changes. */
function show() {
  showLook();
  window.dispatchEvent(new Event("resize"));
}

/** @param {number | null} size null is the usual one */
export function chooseCodeSize(size) {
  remember("code-size", size === null || size === USUAL ? null : String(size));
  show();
}

/** @param {number} steps */
export function stepCodeSize(steps) {
  const at = SIZES.indexOf(codeSize()) + steps;
  chooseCodeSize(SIZES[Math.min(Math.max(at, 0), SIZES.length - 1)]);
}

/** @param {boolean} isOn */
export function chooseWrap(isOn) {
  remember("wrap", isOn ? "1" : null);
  show();
}
