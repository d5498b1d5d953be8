/** What was dropped, as files: of a folder each one with its path in it. */

const MOST = 5000;

/** @param {DragEvent} event */
export const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

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

/** @param {DataTransfer} dropped @returns {Promise<File[]>} */
export async function filesOf(dropped) {
  // All are asked for at once: the items are gone as soon as this function first waits.
  const given = [...dropped.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  /** @type {File[]} */
  const files = [];
  for (const { entry, file } of given) {
    if (entry) await collect(entry, files);
    else if (file) files.push(file);
  }
  return files;
}

/** @param {HTMLInputElement} field @param {File[]} files */
export function putInto(field, files) {
  const chosen = new DataTransfer();
  files.forEach((file) => chosen.items.add(file));
  field.files = chosen.files;
}
