/** What the palette lists for what was typed: everything by its group, or what fits, the best first. */
import { commands } from "../shared/commands.js";
import { fileCommands } from "./files.js";
import { match } from "./match.js";
import { recent } from "./recent.js";

/** @typedef {import("../shared/commands.js").Command} Command */
/** @typedef {{ command: Command, at: number[] }} Entry `at` are the letters of the title that were typed */
/** @typedef {{ title: string, entries: Entry[] }} Group */

const SHOWN = 60;
const ORDER = ["Project", "Run", "Build", "File", "Edit", "Go to", "View", "Look", "Help"];

const place = (/** @type {string} */ title) => (ORDER.includes(title) ? ORDER.indexOf(title) : ORDER.length);
const plain = (/** @type {Command} */ command) => ({ command, at: /** @type {number[]} */ ([]) });

/** @param {Command[]} all @returns {Group[]} */
function grouped(all) {
  const ids = recent();
  const last = ids.map((id) => all.find((command) => command.id === id)).filter((command) => command !== undefined);
  const rest = all.filter((command) => !last.includes(command));
  const titles = [...new Set(rest.map(({ group }) => group ?? "Other"))].sort((a, b) => place(a) - place(b));
  const groups = titles.map((title) => ({ title, entries: rest.filter(({ group }) => (group ?? "Other") === title).map(plain) }));
  return last.length ? [{ title: "Used last", entries: last.map(plain) }, ...groups] : groups;
}

/** @param {string} typed @param {Command} command */
function found(typed, command) {
  const inTitle = match(typed, command.title);
  if (inTitle) return { command, ...inTitle };
  const beside = match(typed, `${command.title} ${command.group ?? ""} ${command.words ?? ""}`);
  return beside && { command, at: [], score: beside.score - 20 };
}

/** @param {string} typed @param {Command[]} all @returns {Group[]} */
function fitting(typed, all) {
  const hits = all.map((command) => found(typed, command)).filter((hit) => hit !== null);
  const best = hits.sort((a, b) => b.score - a.score).slice(0, SHOWN);
  return best.length ? [{ title: "", entries: best }] : [];
}

/** @param {"commands" | "files"} kind @param {string} typed @returns {Group[]} */
export function entriesFor(kind, typed) {
  const text = typed.trim();
  const doable = commands().filter(({ run }) => run);
  if (kind === "files") return text ? fitting(text, fileCommands()) : grouped(fileCommands());
  return text ? fitting(text, [...doable, ...fileCommands()]) : grouped(doable);
}
