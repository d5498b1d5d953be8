/** Finds what was meant by a few letters: they must come in order, and count more at the start of words and side by side. */

/** @typedef {{ score: number, at: number[] }} Match `at` are the places of the letters in the text */

const isStart = (/** @type {string} */ text, /** @type {number} */ at) =>
  at === 0 || /[\s/_.\-…(]/.test(text[at - 1]) || (/[A-Z]/.test(text[at]) && /[a-z]/.test(text[at - 1]));

/** What one letter at this place is worth, after the letter before it. @param {string} text @param {number} at @param {number} before */
const worth = (text, at, before) => (at === before + 1 ? 6 : 0) + (isStart(text, at) ? 8 : 0) - (before < 0 ? Math.min(at, 10) / 10 : 0);

/**
 * The best way to find the rest of the letters from a place on.
 * @param {string} text @param {string} low the text in lower case @param {string} letters @param {number} next the letter looked for
 * @param {number} before @param {Map<string, Match | null>} known @returns {Match | null}
 */
function best(text, low, letters, next, before, known) {
  if (next === letters.length) return { score: 0, at: [] };
  const key = `${next}.${before}`;
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  /** @type {Match | null} */
  let found = null;
  for (let at = low.indexOf(letters[next], before + 1); at >= 0; at = low.indexOf(letters[next], at + 1)) {
    const rest = best(text, low, letters, next + 1, at, known);
    if (!rest) break; // further on there is even less text left
    const score = rest.score + worth(text, at, before);
    if (!found || score > found.score) found = { score, at: [at, ...rest.at] };
  }
  known.set(key, found);
  return found;
}

const MOST_LETTERS = 24;
const MOST_TEXT = 120;

/** @param {string} typed @param {string} text @returns {Match | null} null where the letters are not in it */
export function match(typed, text) {
  const letters = typed.toLowerCase().replace(/\s+/g, "").slice(0, MOST_LETTERS);
  const shown = text.slice(0, MOST_TEXT);
  const low = shown.toLowerCase();
  const found = low.length === shown.length ? best(shown, low, letters, 0, -1, new Map()) : null;
  return found && { score: found.score - shown.length / 100, at: found.at };
}
