/**
 * `[data-run-on-save="project"]` is a switch that the browser remembers: while it is on, a save presses the button
 * `[data-run-on-save-button]`. While it is off, `[data-look-on-save]` gets the event `look`: its results are older now.
 */
import { recall, remember } from "../shared/storage.js";

const SWITCH = "input[data-run-on-save]";
/** @param {HTMLInputElement} box */
const keyOf = (box) => `run-on-save.${box.dataset.runOnSave}`;
/** @returns {HTMLInputElement | null} */
const found = () => document.querySelector(SWITCH);

export function startRunOnSave() {
  const box = found();
  if (box) box.checked = recall(keyOf(box)) === "on";
  document.addEventListener("change", (event) => {
    const changed = event.target;
    if (changed instanceof HTMLInputElement && changed.matches(SWITCH)) remember(keyOf(changed), changed.checked ? "on" : null);
  });
  document.addEventListener("studio:saved", () => {
    if (found()?.checked) /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-run-on-save-button]"))?.click();
    else document.querySelector("[data-look-on-save]")?.dispatchEvent(new CustomEvent("look"));
  });
}
