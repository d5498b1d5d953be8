/** Runs in the head, before the first paint: the right theme from the start, and the mark that JavaScript is there. */
import { chosenTheme, showTheme } from "./theme.js";

document.documentElement.classList.add("js");
showTheme(chosenTheme());
