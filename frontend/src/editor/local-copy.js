/** The unsaved text of one file, kept in this browser until the server has it. */
import { recall, remember } from "../shared/storage.js";

/** @typedef {{text: string, base: string, at: string}} Copy */

/** @param {HTMLTextAreaElement} area */
const keyOf = (area) => `unsaved.${area.dataset.project}/${area.dataset.path}`;

/** What the edit started from: the revision that goes with the form. @param {HTMLTextAreaElement} area */
const baseField = (area) => /** @type {HTMLInputElement | null} */ (area.form?.elements.namedItem("base"));

/** @param {HTMLTextAreaElement} area */
export const baseOf = (area) => baseField(area)?.value ?? "";

/** @param {HTMLTextAreaElement} area @param {string} base */
export function setBase(area, base) {
  const field = baseField(area);
  if (field) field.value = base;
}

/** @param {HTMLTextAreaElement} area @returns {boolean} false where the browser keeps nothing */
export function keepCopy(area) {
  const copy = { text: area.value, base: baseOf(area), at: new Date().toISOString() };
  return remember(keyOf(area), JSON.stringify(copy));
}

/** @param {HTMLTextAreaElement} area */
export const dropCopy = (area) => remember(keyOf(area), null);

/** @param {HTMLTextAreaElement} area @returns {Copy | null} */
export function copyOf(area) {
  try {
    const copy = JSON.parse(recall(keyOf(area)) ?? "null");
    return typeof copy?.text === "string" ? copy : null;
  } catch {
    return null;
  }
}

/** Marks the links to files with unsaved text. @param {HTMLTextAreaElement} area @param {boolean} isSaved */
export function markUnsavedFiles(area, isSaved) {
  document.querySelectorAll("[data-unsaved-mark]").forEach((mark) => {
    const path = mark.getAttribute("data-unsaved-mark");
    const isOpen = path === area.dataset.path;
    const kept = recall(`unsaved.${area.dataset.project}/${path}`) !== null;
    /** @type {HTMLElement} */ (mark).hidden = isOpen ? isSaved : !kept;
  });
}
