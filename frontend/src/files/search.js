/** The search in all files: a place that is chosen closes it, and a word that is marked in the editor is what it begins with. */
import { screen } from "../editor/store.js";

const LONGEST = 200;

const dialog = () => /** @type {HTMLDialogElement | null} */ (document.getElementById("search-files"));

function marked() {
  const { view } = screen;
  if (!view) return "";
  const { from, to } = view.state.selection.main;
  const text = view.state.sliceDoc(from, Math.min(to, from + LONGEST));
  return text.includes("\n") ? "" : text;
}

function begin() {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("search-q"));
  if (!field) return;
  const word = marked();
  if (word && word !== field.value) {
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus();
  field.select();
}

export function startSearch() {
  const place = dialog();
  if (!place) return;
  new MutationObserver(() => place.open && begin()).observe(place, { attributeFilter: ["open"] });
  place.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("a[data-line-link]")) place.close();
  }, true);
}
