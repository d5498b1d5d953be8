/**
 * `[data-run-on-save]` is a switch that the server remembers for the project: while it is on, a save presses the button
 * `[data-run-on-save-button]`. While it is off, `[data-look-on-save]` gets the event `look`: its results are older now.
 */

/** @returns {HTMLInputElement | null} */
const found = () => document.querySelector("input[data-run-on-save]");

export function startRunOnSave() {
  document.addEventListener("studio:saved", () => {
    if (found()?.checked) /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-run-on-save-button]"))?.click();
    for (const shown of document.querySelectorAll("[data-look-on-save]")) {
      if (!found()?.checked || !shown.closest("#collections-tab")) shown.dispatchEvent(new CustomEvent("look"));
    }
  });
}
