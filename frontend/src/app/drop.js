/**
 * A file in place of a payload: chosen with the file field in `[data-drop]`, or dropped anywhere on it. The field itself
 * is what the form sends. Of a picture the format and the size go into the form's fields; the file is sent as it is.
 */
import { announce } from "../shared/announce.js";
import { sizeOf } from "../shared/size.js";

const THUMB = { width: 64, height: 48 };
/** @param {Element} box */
const fieldOf = (box) => /** @type {HTMLInputElement} */ (box.querySelector("input[type=file]"));
/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

/** @param {HTMLFormElement | null} form @param {string} name @param {string} value */
function fill(form, name, value) {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
}

/** The picture's format as its media type names it: `png`, `jpeg`. @param {File} file */
const formatOf = (file) => file.type.replace(/^image\//, "").replace(/\+.*$/, "");

/** @param {Element} box @param {ImageBitmap} picture */
function draw(box, picture) {
  const canvas = /** @type {HTMLCanvasElement} */ (box.querySelector("[data-drop-picture]"));
  const scale = Math.min(THUMB.width / picture.width, THUMB.height / picture.height);
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.hidden = false;
}

/** @param {Element} box @param {File} file @returns {Promise<string>} what is said of a picture; empty for another file */
async function readPicture(box, file) {
  if (!file.type.startsWith("image/")) return "";
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture || fieldOf(box).files?.[0] !== file) return ""; // no picture after all, or another one by now
  const form = fieldOf(box).form;
  fill(form, "format", formatOf(file));
  fill(form, "width", String(picture.width));
  fill(form, "height", String(picture.height));
  draw(box, picture);
  return `${picture.width} × ${picture.height} pixels, `;
}

/** @param {Element} box */
async function show(box) {
  const file = fieldOf(box).files?.[0];
  const said = /** @type {HTMLElement} */ (box.querySelector("[data-drop-said]"));
  box.toggleAttribute("data-has-file", Boolean(file));
  /** @type {HTMLElement} */ (box.querySelector("[data-drop-clear]")).hidden = !file;
  /** @type {HTMLElement} */ (box.querySelector("[data-drop-picture]")).hidden = true;
  said.textContent = file ? `${file.name}, ${sizeOf(file.size)}` : (said.dataset.usual ?? "");
  if (!file) return;
  const picture = await readPicture(box, file);
  if (fieldOf(box).files?.[0] !== file) return;
  said.textContent = `${file.name}, ${picture}${sizeOf(file.size)}`;
  announce(`${said.textContent}, is sent in place of the payload.`);
}

/** What is dropped is a picture or plain bytes, unless the form already says message. @param {Element} box @param {File} file */
function chooseShape(box, file) {
  const shape = fieldOf(box).form?.elements.namedItem("shape");
  if (!(shape instanceof HTMLSelectElement)) return;
  if (file.type.startsWith("image/")) shape.value = "snapshot";
  else if (shape.value === "list" || shape.value === "kept") shape.value = "bytes";
}

/** @param {DragEvent} event */
function onDrop(event) {
  const box = /** @type {Element} */ (event.target).closest?.("[data-drop]");
  if (!box || !hasFiles(event) || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  event.stopPropagation(); // the editor would put the file's text in
  box.removeAttribute("data-over");
  const chosen = new DataTransfer();
  chosen.items.add(event.dataTransfer.files[0]);
  chooseShape(box, chosen.files[0]);
  fieldOf(box).files = chosen.files;
  show(box);
}

/** @param {DragEvent} event */
function onDrag(event) {
  if (!hasFiles(event)) return;
  const box = /** @type {Element} */ (event.target).closest?.("[data-drop]");
  document.querySelectorAll("[data-over]").forEach((other) => other !== box && other.removeAttribute("data-over"));
  if (!box) return;
  event.preventDefault();
  box.toggleAttribute("data-over", event.type === "dragover");
}

export function startDropping() {
  document.addEventListener("dragover", onDrag, { capture: true });
  document.addEventListener("dragleave", onDrag, { capture: true });
  document.addEventListener("drop", onDrop, { capture: true });
  document.addEventListener("change", (event) => {
    const field = /** @type {Element} */ (event.target);
    const box = field.matches("[data-drop] input[type=file]") && field.closest("[data-drop]");
    if (box) show(box);
  });
  document.addEventListener("click", (event) => {
    const box = /** @type {Element} */ (event.target).closest("[data-drop-clear]")?.closest("[data-drop]");
    if (!box) return;
    fieldOf(box).value = "";
    show(box);
    fieldOf(box).focus();
  });
}
