/**
 * Files and folders dropped on `[data-drop-files="#field"]` go into that file field, a folder's with their path in it.
 * What the two fields of the form hold is told in `[data-drop-files-said]`.
 */
import { filesOf, hasFiles, putInto } from "../shared/dropped.js";
import { sizeOf } from "../shared/size.js";

const BOX = "[data-drop-files]";
/** @param {EventTarget | null} target */
const boxOf = (target) => (target instanceof Element ? target.closest(BOX) : null);

/** @param {Element} box */
function tell(box) {
  const fields = /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll("input[type=file]")]);
  const files = fields.flatMap((field) => [...(field.files ?? [])]);
  const said = box.querySelector("[data-drop-files-said]");
  const clear = /** @type {HTMLElement | null} */ (box.querySelector("[data-drop-files-clear]"));
  if (!said || !clear) return;
  clear.hidden = !files.length;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  said.textContent = files.length ? `${files.length} ${files.length === 1 ? "file" : "files"}, ${sizeOf(size)}${said.getAttribute("data-said-after") ?? ", in place of what is pasted."}` : "";
}

/** @param {DragEvent} event */
async function onDrop(event) {
  const box = boxOf(event.target);
  if (!box || !hasFiles(event) || !event.dataTransfer) return;
  event.preventDefault();
  box.removeAttribute("data-over");
  const files = await filesOf(event.dataTransfer);
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector(box.getAttribute("data-drop-files") ?? ""));
  if (!field) return;
  putInto(field, files);
  tell(box);
}

/** @param {DragEvent} event */
function onDrag(event) {
  const box = boxOf(event.target);
  if (!box || !hasFiles(event)) return;
  event.preventDefault();
  box.toggleAttribute("data-over", event.type === "dragover");
}

/** @param {Event} event */
function onClear(event) {
  const box = /** @type {Element} */ (event.target).closest("[data-drop-files-clear]")?.closest(BOX);
  if (!box) return;
  const fields = /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll("input[type=file]")]);
  fields.forEach((field) => {
    field.value = "";
  });
  tell(box);
  fields[0].focus();
}

export function startDroppingFiles() {
  document.addEventListener("dragover", onDrag);
  document.addEventListener("dragleave", onDrag);
  document.addEventListener("drop", onDrop);
  document.addEventListener("click", onClear);
  document.addEventListener("change", (event) => {
    const box = boxOf(event.target);
    if (box && /** @type {Element} */ (event.target).matches("input[type=file]")) tell(box);
  });
}
