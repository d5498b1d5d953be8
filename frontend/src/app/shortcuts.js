/** Keys that work from anywhere in the page: they press the button that carries `data-shortcut`. */
import { announce } from "../shared/announce.js";

/** @param {KeyboardEvent} event @returns {"save" | "run" | "build" | null} */
export function commandOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "s" && !event.shiftKey) return "save";
  if (key === "enter" && !event.shiftKey) return "run";
  if (key === "b" && event.shiftKey) return "build";
  return null;
}

/** @param {string} command @returns {boolean} whether the page knows this command */
function press(command) {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(`[data-shortcut="${command}"]`));
  if (!button) return false;
  if (button.disabled) announce(button.dataset.unavailable ?? `${button.textContent?.trim()} is not available now.`);
  else button.click();
  return true;
}

const isTyping = (/** @type {EventTarget | null} */ target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

/** @param {KeyboardEvent} event */
function onKey(event) {
  const command = commandOf(event);
  if (command && press(command)) {
    event.preventDefault();
    event.stopPropagation(); // the editor has its own meaning for Ctrl+Enter
  } else if (event.key === "?" && !isTyping(event.target)) {
    const list = /** @type {HTMLDialogElement | null} */ (document.getElementById("shortcuts"));
    if (list && !list.open) list.showModal();
  }
}

/** On a Mac the command key stands where Ctrl is written. */
function nameKeys() {
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) return;
  document.querySelectorAll("kbd").forEach((kbd) => {
    kbd.textContent = (kbd.textContent ?? "").replace("Ctrl", "⌘").replace("Shift", "⇧").replace("Enter", "↩");
  });
}

export function startShortcuts() {
  window.addEventListener("keydown", onKey, { capture: true });
  nameKeys();
}
