/** A list of places below the editor. It stays while one place after the other is visited; Escape or its button closes it. */
import { Text } from "@codemirror/state";
import { bufferOf, currentView } from "../editor/buffers.js";
import { sourceOf } from "../editor/source.js";
import { announce } from "../shared/announce.js";
import { cleanText } from "./clean.js";
import { goTo, readOnlySource } from "./places.js";
import { nameOf, pathOf } from "./uris.js";

/** @typedef {import("./asking.js").Location} Location */

const MOST = 500;
const MOST_BEFORE = 40; // signs of a line before the name
const MOST_AFTER = 80;

/** @param {string} uri @returns {Promise<Text | null>} as the server knows it: unsaved text counts */
async function textOf(uri) {
  const path = pathOf(uri);
  const text = path === null ? (await readOnlySource(uri))?.text : (bufferOf(path)?.text ?? (await stored(path)));
  return typeof text === "string" ? Text.of(text.split("\n")) : null;
}

/** @param {string} path */
async function stored(path) {
  try {
    const source = await sourceOf(path);
    return source?.draft?.text ?? source?.text;
  } catch {
    return null; // the place is listed all the same, without its line
  }
}

/** @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {string} [className] @param {(Node | string)[]} inside */
function made(tag, className, ...inside) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

/** @param {Location} place @param {Text | null} text */
function row({ uri, range }, text) {
  const { line, character } = range.start;
  const whole = text && line < text.lines ? text.line(line + 1).text : "";
  const end = range.end.line === line ? range.end.character : whole.length;
  const begin = Math.max(0, character - MOST_BEFORE);
  const code = made("code", "", cleanText(whole.slice(begin, character)).trimStart(), made("strong", "", cleanText(whole.slice(character, end))),
    cleanText(whole.slice(end, end + MOST_AFTER)));
  const button = made("button", "places__place", made("span", "places__line", `Line ${line + 1}`), code);
  button.type = "button";
  button.addEventListener("click", () => goTo(uri, range));
  return made("li", "", button);
}

/** @param {string} uri @param {Location[]} places */
async function ofFile(uri, places) {
  const text = await textOf(uri);
  return [made("h3", "places__file", made("code", "", nameOf(uri))), made("ul", "", ...places.map((place) => row(place, text)))];
}

/** @param {HTMLElement} pane */
function close(pane) {
  pane.remove();
  currentView()?.focus();
}

const STEPS = /** @type {Record<string, (at: number, last: number) => number>} */ ({
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
});

/** @param {HTMLElement} pane @param {KeyboardEvent} event */
function onKey(pane, event) {
  if (event.key === "Escape") return close(pane);
  const all = /** @type {HTMLElement[]} */ ([...pane.querySelectorAll(".places__place")]);
  const step = STEPS[event.key];
  if (!step || !all.length) return;
  event.preventDefault();
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  all[step(at, all.length - 1)]?.focus();
}

/** @param {string} title */
function emptyPane(title) {
  const heading = made("h2", "places__title", title);
  const button = made("button", "btn btn--small", "Close");
  button.type = "button";
  const pane = made("section", "places", made("div", "places__head", heading, button));
  pane.setAttribute("aria-label", title);
  button.addEventListener("click", () => close(pane));
  pane.addEventListener("keydown", (event) => onKey(pane, event));
  return pane;
}

/** @param {string} title what they are, in words @param {Location[]} found */
export async function listPlaces(title, found) {
  const view = currentView();
  const files = Map.groupBy(found.slice(0, MOST), ({ uri }) => uri);
  const inside = await Promise.all([...files].map(([uri, places]) => ofFile(uri, places)));
  document.querySelector(".places")?.remove();
  const pane = emptyPane(`${title}: ${counted(found.length, "place")} in ${counted(files.size, "file")}`);
  pane.append(...inside.flat());
  if (found.length > MOST) announce(`The list ends after ${MOST} places.`);
  view?.dom.parentElement?.after(pane);
  /** @type {HTMLElement | null} */ (pane.querySelector(".places__place"))?.focus();
}

/** @param {number} count @param {string} word */
export const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
