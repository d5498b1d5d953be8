/** `?` lists every key of the page, from the same commands as the palette. Without JavaScript a short list stands there. */
import { drawnKeys } from "../palette/drawing.js";
import { commands, offerCommand } from "../shared/commands.js";

/** @param {import("../shared/commands.js").Command[]} all @returns {Map<string, import("../shared/commands.js").Command[]>} */
function byGroup(all) {
  const groups = new Map();
  for (const command of all) {
    const group = command.group ?? "Other";
    groups.set(group, [...(groups.get(group) ?? []), command]);
  }
  return groups;
}

/** @param {import("../shared/commands.js").Command} command */
function row({ title, keys = "" }) {
  const name = document.createElement("dt");
  name.textContent = title;
  const shown = document.createElement("dd");
  keys.split(" ").forEach((chord, index) => shown.append(...(index ? [" or "] : []), ...drawnKeys(chord)));
  return [name, shown];
}

/** @param {Element} place */
function draw(place) {
  const groups = byGroup(commands().filter(({ keys }) => keys));
  place.replaceChildren(
    ...[...groups].flatMap(([title, all]) => {
      const heading = document.createElement("h3");
      heading.textContent = title;
      const list = document.createElement("dl");
      list.className = "shortcuts";
      list.append(...all.flatMap(row));
      return [heading, list];
    }),
  );
}

function show() {
  const dialog = document.getElementById("shortcuts");
  const place = dialog?.querySelector("[data-key-list]");
  if (place) draw(place);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

export function startKeyList() {
  offerCommand({ id: "keys", title: "Show all keys", keys: "?", group: "Help", words: "shortcuts keyboard", run: show });
  document.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-show-keys]")) show();
  });
}
