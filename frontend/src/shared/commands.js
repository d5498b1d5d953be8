/**
 * What can be done on a page, from every bundle: the palette shows it, `?` lists its keys, and app.js listens for them.
 * A button or link with `data-command="Title"` is a command too; with `data-keys`, `data-group` and `data-words` as below.
 *
 * @typedef {object} Command
 * @property {string} id offered again, it takes the place of the one before
 * @property {string} title what is done, as a person would ask for it
 * @property {string} [keys] "Mod-Shift-F"; Mod is Ctrl, or Command on a Mac. Several that do the same stand side by side: "Mod-K F1"
 * @property {string} [group] the heading it stands under
 * @property {string} [words] further words it is found by
 * @property {boolean} [inEditor] the keys count in the editor alone, which listens for them by itself
 * @property {() => unknown} [run] without it only `?` names the keys
 * @property {() => boolean} [isAvailable] asked whenever the commands are shown or their keys pressed
 */

/** @returns {Command[]} shared by all bundles of the page, in whatever order they are loaded */
function offered() {
  const page = /** @type {{ studioCommands?: Command[] }} */ (/** @type {unknown} */ (globalThis));
  return (page.studioCommands ??= []);
}

/** @param {Command} command */
export function offerCommand(command) {
  const all = offered();
  const at = all.findIndex(({ id }) => id === command.id);
  if (at < 0) all.push(command);
  else all[at] = command;
}

/** @param {HTMLElement} element @returns {Command} */
function commandFor(element) {
  const title = element.dataset.command ?? "";
  const { keys, group, words } = element.dataset;
  return { id: `element:${title}`, title, keys, group, words, run: () => element.click() };
}

/** An element that is switched off or hidden offers nothing; one in a closed menu does. @param {HTMLElement} element */
const isOffering = (element) => !element.matches(":disabled") && !element.closest("[hidden]");

/** @returns {Command[]} what can be done now, each once */
export function commands() {
  const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-command]")]).filter(isOffering);
  const all = [...offered().filter(({ isAvailable }) => isAvailable?.() ?? true), ...elements.map(commandFor)];
  const titles = new Set();
  return all.filter(({ title }) => !titles.has(title) && titles.add(title));
}
