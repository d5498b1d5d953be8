/** Files and folders dropped onto the tree go into the folder under the pointer. Names that are there already are asked for. */
import { announce } from "../shared/announce.js";
import { filesOf, hasFiles, putInto } from "../shared/dropped.js";
import { loadForm, showForm } from "./forms.js";

const MOST = 200;
const files = () => document.getElementById("files");

/** @param {Event} event @returns {HTMLElement | null} the folder, or the whole list */
function placeOf(event) {
  const target = /** @type {Element} */ (event.target);
  return target.closest?.("#files [data-folder]") ?? target.closest?.("#files") ?? null;
}

function unmark() {
  document.querySelectorAll("#files[data-over], #files [data-over]").forEach((place) => place.removeAttribute("data-over"));
}

/** @param {DragEvent} event */
function onDrag(event) {
  const place = placeOf(event);
  if (!place || !hasFiles(event)) return;
  event.preventDefault();
  unmark();
  place.toggleAttribute("data-over", event.type === "dragover");
}

/** @param {DragEvent} event */
async function onDrop(event) {
  const place = placeOf(event);
  if (!place || !hasFiles(event) || !event.dataTransfer) return;
  event.preventDefault();
  unmark();
  const given = await filesOf(event.dataTransfer);
  if (given.length > MOST) return announce(`These are ${given.length} files; a project has at most ${MOST}. Drop fewer.`);
  if (given.length) await send(given, place.dataset.folder ?? "");
}

/** @param {File[]} given @param {string} folder */
async function send(given, folder) {
  const project = encodeURIComponent(files()?.dataset.projectFiles ?? "");
  if (!(await loadForm(`/projects/${project}/files/upload?folder=${encodeURIComponent(folder)}`))) return;
  const field = /** @type {HTMLInputElement} */ (document.getElementById("upload-files"));
  putInto(field, given);
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.form?.requestSubmit();
}

/** What was dropped and cannot simply be stored is shown with the form that holds it. */
function onAnswer() {
  if (document.querySelector("#upload-notice > *")) showForm();
}

export function startDrop() {
  document.addEventListener("dragover", onDrag);
  document.addEventListener("dragleave", onDrag);
  document.addEventListener("drop", onDrop);
  document.addEventListener("htmx:after:swap", onAnswer);
}
