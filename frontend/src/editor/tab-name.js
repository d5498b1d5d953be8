/** A name for this tab of the browser, the same after a reload. */

const KEY = "studio.tab";
const made = Math.random().toString(36).slice(2); // where nothing is remembered, until the page goes

/** @returns {string} */
export function tabName() {
  try {
    const known = sessionStorage.getItem(KEY);
    if (known) return known;
    sessionStorage.setItem(KEY, made);
  } catch {
    // a browser that remembers nothing
  }
  return made;
}
