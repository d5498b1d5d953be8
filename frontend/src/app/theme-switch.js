import { chooseTheme, chosenTheme } from "../theme/theme.js";

const buttons = () => /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-theme-choice]"));

function showChoice() {
  const chosen = chosenTheme();
  buttons().forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen)));
}

/** Buttons with `data-theme-choice="system|light|dark"`. */
export function startThemeSwitch() {
  buttons().forEach((button) =>
    button.addEventListener("click", () => {
      chooseTheme(button.dataset.themeChoice ?? "system");
      showChoice();
    }),
  );
  showChoice();
}
