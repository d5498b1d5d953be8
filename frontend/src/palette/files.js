/** The files of the open project: from the tree's links, and what the editor has open beside them. */

/** @typedef {{ openPath?: (path: string) => Promise<boolean>, openPaths?: () => string[] }} Editor */

/** What editor.js publishes, once it is there. @returns {Editor | undefined} */
export const editor = () => /** @type {{ studioEditor?: Editor }} */ (/** @type {unknown} */ (globalThis)).studioEditor;

/** @param {HTMLAnchorElement} link */
const pathOf = (link) => (link.pathname === location.pathname ? new URLSearchParams(link.search).get("file") : null);

/** @returns {Map<string, HTMLAnchorElement | null>} path -> the link that opens it */
function linked() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".files a[href*='file=']")]);
  const found = new Map();
  for (const link of links) {
    const path = pathOf(link);
    if (path && !found.has(path)) found.set(path, link);
  }
  for (const path of editor()?.openPaths?.() ?? []) if (!found.has(path)) found.set(path, null);
  return found;
}

/** In place where the editor can, else as the link leads. @param {string} path @param {HTMLAnchorElement | null} link */
async function open(path, link) {
  const isOpen = await editor()?.openPath?.(path);
  if (!isOpen) link?.click();
}

/** @returns {import("../shared/commands.js").Command[]} */
export function fileCommands() {
  return [...linked()].map(([path, link]) => ({ id: `file:${path}`, title: path, group: "Files", run: () => open(path, link) }));
}
