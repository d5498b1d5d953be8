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

/** @param {FileSystemEntry | null} entry @param {File[]} files */
async function collect(entry, files) {
  if (!entry || files.length > MOST) return;
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
  if (!said) return;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  said.textContent = files.length ? `${files.length} ${files.length === 1 ? "file" : "files"}, ${sizeOf(size)}, in place of what is pasted.` : "";
}

/** @param {DragEvent} event */
async function onDrop(event) {
  const box = boxOf(event.target);
  if (!box || !hasFiles(event) || !event.dataTransfer) return;
  event.preventDefault();
  box.removeAttribute("data-over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
  /** @type {File[]} */
  const files = [];
  for (const entry of entries) await collect(entry, files);
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

export function startDroppingFiles() {
  document.addEventListener("dragover", onDrag);
  document.addEventListener("dragleave", onDrag);
  document.addEventListener("drop", onDrop);
  document.addEventListener("change", (event) => {
    const box = boxOf(event.target);
    if (box && /** @type {Element} */ (event.target).matches("input[type=file]")) tell(box);
  });
}
