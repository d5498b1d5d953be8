import { offerCommand } from "../shared/commands.js";
import { chooseTheme, chosenTheme } from "../theme/theme.js";

const CHOICES = { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

const buttons = () => /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-theme-choice]"));

function showChoice() {
  const chosen = chosenTheme();
  buttons().forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen)));
}

/** @param {string} theme */
function choose(theme) {
  chooseTheme(theme);
  showChoice();
}

/** Buttons with `data-theme-choice="system|light|dark"`, and the same as commands. */
export function startThemeSwitch() {
  buttons().forEach((button) => button.addEventListener("click", () => choose(button.dataset.themeChoice ?? "system")));
  Object.entries(CHOICES).forEach(([theme, title]) =>
    offerCommand({ id: `theme-${theme}`, title, group: "Look", words: "colour dark light mode", run: () => choose(theme) }),
  );
  window.addEventListener("storage", () => choose(chosenTheme())); // chosen in another tab
  showChoice();
}
