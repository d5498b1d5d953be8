/** The keys of all commands, from anywhere in the page and also from within the editor. */
import { commands } from "../shared/commands.js";
import { chordOf, isMac, isPressed } from "../shared/keys.js";

const isTyping = (/** @type {EventTarget | null} */ target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

/** A sign or letter by itself belongs to whoever is typing. @param {string} name */
function isText(name) {
  const { mod, alt, key } = chordOf(name);
  return !mod && !alt && key.length === 1;
}

/** What has the focus may mean something else by a key: `data-own-keys="F2"`. @param {KeyboardEvent} event */
function isOwn({ target, key }) {
  const owner = target instanceof Element ? target.closest("[data-own-keys]") : null;
  return owner?.getAttribute("data-own-keys")?.split(" ").includes(key) ?? false;
}

/** @param {KeyboardEvent} event */
function commandOf(event) {
  const fits = (/** @type {string} */ name) => isPressed(event, name) && !(isText(name) && isTyping(event.target));
  return commands().find(({ run, keys, inEditor }) => run && !inEditor && keys?.split(" ").some(fits));
}

/** A dialog waits for its answer: under it only the palette changes what it lists. @param {string} id */
function isHeldBack(id) {
  const dialog = document.querySelector("dialog:modal");
  return dialog !== null && !(dialog.id === "palette" && id.startsWith("palette"));
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.isComposing || (!event.ctrlKey && !event.metaKey && !event.altKey && event.key.length > 1 && !/^F\d/.test(event.key))) return;
  const command = isOwn(event) ? undefined : commandOf(event);
  if (!command) return;
  event.preventDefault();
  event.stopPropagation(); // the editor has its own meaning for some of them
  if (!isHeldBack(command.id)) command.run?.();
}

/** On a Mac the command key stands where Ctrl is written. */
function nameKeys() {
  if (!isMac) return;
  document.querySelectorAll("kbd").forEach((kbd) => {
    kbd.textContent = (kbd.textContent ?? "").replace("Ctrl", "⌘").replace("Shift", "⇧").replace("Enter", "↩");
  });
}

export function startKeys() {
  window.addEventListener("keydown", onKey, { capture: true });
  nameKeys();
}
