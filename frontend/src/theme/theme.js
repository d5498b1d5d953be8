import { recall, remember } from "../shared/storage.js";

const KEY = "theme";

/** @returns {"system" | "light" | "dark"} */
export function chosenTheme() {
  const kept = recall(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** "system" leaves the choice to the browser: color-scheme is then `light dark`. @param {string} theme */
export function showTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** @param {string} theme */
export function chooseTheme(theme) {
  remember(KEY, theme === "system" ? null : theme);
  showTheme(theme);
}
