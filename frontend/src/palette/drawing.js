/** The palette's list as elements. Titles may come from a project's file names: they are only ever text. */
import { keyParts } from "../shared/keys.js";

/** @param {string} name @param {string} className @param {(string | Node)[]} content */
function element(name, className, content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** The keys of one chord, each in a box. @param {string} name @returns {Node[]} */
export const drawnKeys = (name) => keyParts(name).map((part) => element("kbd", "", [part]));

/** @param {string} text @param {number[]} at the letters that were typed @returns {Node[]} */
function marked(text, at) {
  return [...text].length === text.length
    ? [...text].map((letter, index) => (at.includes(index) ? element("mark", "", [letter]) : document.createTextNode(letter)))
    : [document.createTextNode(text)];
}

/** @param {import("./entries.js").Entry} entry @param {string} id @param {boolean} isNamed whether its group is said beside it */
export function drawnOption({ command, at }, id, isNamed) {
  const title = element("span", "palette__title", marked(command.title, at));
  const group = isNamed && command.group ? [element("span", "palette__group", [command.group])] : [];
  const keys = command.keys ? [element("span", "palette__keys", drawnKeys(command.keys.split(" ")[0]))] : [];
  const option = element("li", "palette__option", [title, ...group, ...keys]);
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  return option;
}

/** @param {string} title @param {HTMLElement[]} options @param {number} number */
export function drawnGroup(title, options, number) {
  const heading = element("div", "palette__heading", [title]);
  heading.id = `palette-group-${number}`;
  heading.setAttribute("role", "presentation");
  const group = element("ul", "palette__options", options);
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", heading.id);
  return element("div", "", [heading, group]);
}
