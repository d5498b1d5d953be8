/** Save, run and build: the keys press the button that carries `data-shortcut`, and say why where it cannot be pressed. */
import { announce } from "../shared/announce.js";
import { offerCommand } from "../shared/commands.js";

const COMMANDS = [
  { name: "save", title: "Save", keys: "Mod-S", group: "Project", words: "store revision" },
  { name: "run", title: "Run", keys: "Mod-Enter", group: "Run", words: "test message preview" },
  { name: "build", title: "Build", keys: "Mod-Shift-B", group: "Build", words: "compile component wasm" },
];

/** @param {string} name @returns {HTMLButtonElement | null} */
const buttonOf = (name) => document.querySelector(`[data-shortcut="${name}"]`);

/** @param {string} name */
function press(name) {
  const button = buttonOf(name);
  if (button?.disabled) announce(button.dataset.unavailable ?? `${button.textContent?.trim()} is not available now.`);
  else button?.click();
}

export function startButtons() {
  for (const { name, ...command } of COMMANDS) {
    offerCommand({ ...command, id: name, isAvailable: () => buttonOf(name) !== null, run: () => press(name) });
  }
}
