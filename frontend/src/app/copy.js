/** Buttons with `data-copy="#id"` (that element's text), `data-copy-text="…"`, or `data-copy-lines` (the log around it). */
import { announce } from "../shared/announce.js";

/** A line for each entry that is shown. @param {Element | null} logs */
function linesOf(logs) {
  const shown = [...(logs?.querySelectorAll(".log__line:not([hidden])") ?? [])];
  return shown.map((line) => [...line.children].map((part) => part.textContent).join(" ")).join("\n");
}

/** @param {HTMLElement} button */
function textFor(button) {
  if (button.dataset.copyText !== undefined) return button.dataset.copyText;
  if (button.dataset.copyLines !== undefined) return linesOf(button.closest("[data-logs]"));
  const source = document.querySelector(button.dataset.copy ?? "");
  return source instanceof HTMLTextAreaElement ? source.value : (source?.textContent ?? "");
}

/** The clipboard API needs https or localhost; a studio on a plain address of the plant's network has neither. */
function copyBySelection(/** @type {string} */ text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  if (!navigator.clipboard) return copyBySelection(text);
  return navigator.clipboard.writeText(text).then(() => true, () => copyBySelection(text));
}

export function startCopying() {
  document.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-copy], [data-copy-text], [data-copy-lines]"));
    if (!button) return;
    const done = await copy(textFor(button));
    button.focus();
    announce(done ? "Copied." : "The browser did not allow copying. Select the text and copy it yourself.");
  });
}
