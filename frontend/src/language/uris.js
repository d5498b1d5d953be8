/** Names of files as the language server has them. Its own files, such as the bindings, can only be read. */

const PROJECT = "file:///project/";

/** @param {string} path of a file of the project */
export const uriOf = (path) => PROJECT + path.split("/").map(encodeURIComponent).join("/");

/** @param {string} uri */
function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri; // a stray percent sign is part of the name
  }
}

/** @param {string} uri @returns {string | null} the path in the project; null for what is not the project's */
export const pathOf = (uri) => (uri.startsWith(PROJECT) ? decoded(uri.slice(PROJECT.length)) : null);

/** How a file of the server is called on the page: "bindings: map_impl/types.py". No file of a project has such a name. @param {string} uri */
export function nameOf(uri) {
  const path = pathOf(uri);
  if (path !== null) return path;
  const [area, ...rest] = decoded(uri.replace(/^file:\/\/\//, "")).split("/");
  return `${area}: ${rest.join("/")}`;
}
