/** The size of the editor's text and the breaking of long lines, from the palette and from the menu in the top bar. */
import { announce } from "../shared/announce.js";
import { offerCommand } from "../shared/commands.js";
import { chooseCodeSize, chooseWrap, codeSize, isWrapped, stepCodeSize } from "../theme/look.js";

function show() {
  document.querySelectorAll("[data-code-size]").forEach((place) => (place.textContent = `${codeSize()} px`));
  document.querySelectorAll("[data-wrap-switch]").forEach((box) => (/** @type {HTMLInputElement} */ (box).checked = isWrapped()));
}

/** @param {number | null} steps null goes back to the usual size */
function resize(steps) {
  if (steps === null) chooseCodeSize(null);
  else stepCodeSize(steps);
  show();
  announce(`Text of the editor: ${codeSize()} px.`);
}

/** @param {boolean} isOn */
function wrap(isOn) {
  chooseWrap(isOn);
  show();
}

export function startLookCommands() {
  show();
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-code-size-step]"));
    if (button) resize(button.dataset.codeSizeStep === "usual" ? null : Number(button.dataset.codeSizeStep));
  });
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches("[data-wrap-switch]")) wrap(target.checked);
  });
  const isAvailable = () => document.querySelector("[data-editor]") !== null;
  const group = "Look";
  offerCommand({ id: "larger", title: "Larger text in the editor", keys: "Mod-Alt-+", group, words: "font size zoom increase", isAvailable, run: () => resize(1) });
  offerCommand({ id: "smaller", title: "Smaller text in the editor", keys: "Mod-Alt--", group, words: "font size zoom decrease", isAvailable, run: () => resize(-1) });
  offerCommand({ id: "usual-size", title: "Usual size of text in the editor", group, words: "font reset", isAvailable, run: () => resize(null) });
  offerCommand({ id: "wrap", title: "Break long lines, or not", keys: "Alt-Z", group, words: "word wrap", isAvailable, run: () => wrap(!isWrapped()) });
}
