/**
 * Files and folders dropped on `[data-drop-files="#field"]` go into that file field, a folder's with their path in it.
 * What the two fields of the form hold is told in `[data-drop-files-said]`.
 */
import { sizeOf } from "../shared/size.js";

const BOX = "[data-drop-files]";
const MOST = 5000;
/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
/** @param {EventTarget | null} target */
const boxOf = (target) => (target instanceof Element ? target.closest(BOX) : null);
/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} a reader gives about a hundred at a time */
async function entriesOf(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length || all.length > MOST) return all;
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry @param {File[]} files */
async function collect(entry, files) {
  if (files.length > MOST) return;
  if (entry.isDirectory) {
    for (const inner of await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry))) await collect(inner, files);
    return;
  }
  const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
  files.push(new File([file], entry.fullPath.replace(/^\//, ""), { type: file.type }));
}

/** @param {Element} box */
function tell(box) {
  const fields = /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll("input[type=file]")]);
  const files = fields.flatMap((field) => [...(field.files ?? [])]);
  const said = box.querySelector("[data-drop-files-said]");
  const clear = /** @type {HTMLElement | null} */ (box.querySelector("[data-drop-files-clear]"));
  if (!said || !clear) return;
  clear.hidden = !files.length;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  said.textContent = files.length ? `${files.length} ${files.length === 1 ? "file" : "files"}, ${sizeOf(size)}, in place of what is pasted.` : "";
}

/** @param {DragEvent} event */
async function onDrop(event) {
  const box = boxOf(event.target);
  if (!box || !hasFiles(event) || !event.dataTransfer) return;
  event.preventDefault();
  box.removeAttribute("data-over");
  // All are asked for at once: the items are gone as soon as this function first waits.
  const given = [...event.dataTransfer.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  /** @type {File[]} */
  const files = [];
  for (const { entry, file } of given) {
    if (entry) await collect(entry, files);
    else if (file) files.push(file);
  }
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector(box.getAttribute("data-drop-files") ?? ""));
  if (!field) return;
  const chosen = new DataTransfer();
  files.forEach((file) => chosen.items.add(file));
  field.files = chosen.files;
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
