/**
 * Everything that can be done, found by a few letters: Ctrl/Cmd+K or F1; with Ctrl/Cmd+P the files of the project.
 * A combobox with a list box (WAI-ARIA): the focus stays in the field, the arrows move through the list.
 */
import { offerCommand } from "../shared/commands.js";
import { drawnGroup, drawnOption } from "./drawing.js";
import { entriesFor } from "./entries.js";
import { fileCommands } from "./files.js";
import { markRecent } from "./recent.js";

const ASKS = { commands: "What do you want to do?", files: "Which file?" };

/** @param {HTMLDialogElement} dialog */
function paletteIn(dialog) {
  const field = /** @type {HTMLInputElement} */ (dialog.querySelector("[role='combobox']"));
  const list = /** @type {HTMLElement} */ (dialog.querySelector("[role='listbox']"));
  const said = /** @type {HTMLElement} */ (dialog.querySelector("[role='status']"));
  /** @type {"commands" | "files"} */
  let kind = "commands";
  /** @type {import("../shared/commands.js").Command[]} */
  let shown = [];
  let chosen = 0;

  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role='option']")]);

  const choose = (/** @type {number} */ number) => {
    const all = options();
    chosen = all.length ? (number + all.length) % all.length : 0;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    all[chosen]?.scrollIntoView({ block: "nearest" });
    if (all[chosen]) field.setAttribute("aria-activedescendant", all[chosen].id);
    else field.removeAttribute("aria-activedescendant");
  };

  const draw = () => {
    const groups = entriesFor(kind, field.value);
    shown = groups.flatMap(({ entries }) => entries.map(({ command }) => command));
    let number = 0;
    const drawn = groups.map(({ title, entries }, index) => {
      const rows = entries.map((entry) => drawnOption(entry, `palette-option-${number++}`, !title));
      return drawnGroup(title || "Found", rows, index);
    });
    list.replaceChildren(...drawn);
    said.textContent = shown.length ? `${shown.length} found` : "Nothing here is called that. Try fewer letters.";
    said.classList.toggle("visually-hidden", shown.length > 0);
    choose(0);
    list.scrollTop = 0;
  };

  const open = (/** @type {"commands" | "files"} */ wanted) => {
    kind = wanted;
    field.value = "";
    field.placeholder = ASKS[kind];
    field.setAttribute("aria-label", ASKS[kind]);
    if (!dialog.open) dialog.showModal();
    draw();
    field.focus();
  };

  /** The dialog gives the focus back first, so that the command finds it where the reader was. */
  const run = (/** @type {number} */ number) => {
    const command = shown[number];
    if (!command) return;
    dialog.close();
    markRecent(command.id);
    command.run?.();
  };

  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: Math.min(chosen + 8, shown.length - 1), PageUp: Math.max(chosen - 8, 0) };
    if (event.isComposing) return;
    if (event.key in moves) choose(moves[/** @type {keyof typeof moves} */ (event.key)]);
    else if (event.key === "Enter") run(chosen);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role='option']"));
    if (option) run(options().indexOf(option));
  });
  return open;
}

export function startPalette() {
  const dialog = document.getElementById("palette");
  if (!(dialog instanceof HTMLDialogElement)) return;
  const open = paletteIn(dialog);
  offerCommand({ id: "palette", title: "Show all commands", keys: "Mod-K F1", group: "Help", run: () => open("commands") });
  offerCommand({
    id: "palette-files", title: "Go to a file…", keys: "Mod-P", group: "Go to", words: "open quick",
    isAvailable: () => fileCommands().length > 0, run: () => open("files"),
  });
  document.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-palette]")) open("commands");
  });
}
