/** Each tab of a page can be brought to the front from the palette, and the focus goes with it. */
import { commands, offerCommand } from "../shared/commands.js";

/** @param {Element} tab */
const nameOf = (tab) => [...tab.childNodes].filter((node) => node instanceof Text).map((node) => node.textContent).join("").trim();

/** @param {string} panel */
function show(panel) {
  const tab = /** @type {HTMLElement | null} */ (document.querySelector(`wa-tab[panel="${CSS.escape(panel)}"]`));
  document.dispatchEvent(new CustomEvent("studio:show-tab", { detail: { name: panel } }));
  tab?.focus();
}

export function startTabCommands() {
  document.querySelectorAll("wa-tab[panel]").forEach((tab) => {
    const panel = tab.getAttribute("panel") ?? "";
    const title = `Show ${nameOf(tab)}`;
    if (commands().some((command) => command.title === title)) return;
    offerCommand({
      id: `tab:${panel}`, title, group: "View", words: "tab panel",
      isAvailable: () => document.querySelector(`wa-tab[panel="${CSS.escape(panel)}"]`) !== null, run: () => show(panel),
    });
  });
}
