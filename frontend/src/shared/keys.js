/** Names of keys: "Mod-Shift-F" as commands are written, matched against what was pressed and shown as the keyboard has it. */

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** @typedef {{ mod: boolean, shift: boolean, alt: boolean, key: string }} Chord */

/** @param {string} name "Mod-Shift-F" @returns {Chord} */
export function chordOf(name) {
  const parts = name.split("-").filter(Boolean);
  const key = name.endsWith("-") ? "-" : (parts.pop() ?? "");
  const has = (/** @type {string} */ part) => parts.includes(part);
  return { mod: has("Mod"), shift: has("Shift"), alt: has("Alt"), key: key.toLowerCase() };
}

/** Alt changes the letter that a key gives, so there the key's place on the board counts. @param {KeyboardEvent} event @param {Chord} chord */
const isKey = (event, { key, alt }) => event.key.toLowerCase() === key || (alt && event.code === `Key${key.toUpperCase()}`);

/** @param {KeyboardEvent} event @param {string} name @returns {boolean} */
export function isPressed(event, name) {
  const chord = chordOf(name);
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  const isSign = chord.key.length === 1 && !/[a-z0-9]/.test(chord.key); // a sign may need Shift on some keyboards
  return mod === chord.mod && !other && event.altKey === chord.alt && (isSign || event.shiftKey === chord.shift) && isKey(event, chord);
}

const ARROWS = { ArrowUp: "↑", ArrowDown: "↓" };
const NAMES = isMac ? { ...ARROWS, Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↩" } : { ...ARROWS, Mod: "Ctrl" };

/** The parts of one chord as they stand on the keyboard. @param {string} name @returns {string[]} */
export function keyParts(name) {
  const parts = name.endsWith("-") ? [...name.slice(0, -2).split("-"), "-"] : name.split("-");
  return parts.filter(Boolean).map((part) => /** @type {Record<string, string>} */ (NAMES)[part] ?? part);
}
