/** Runs in the head, before the first paint: the right look from the start, and the mark that JavaScript is there. */
import { showLayout } from "./layout.js";
import { showLook } from "./look.js";
import { chosenTheme, showTheme } from "./theme.js";

document.documentElement.classList.add("js");
showTheme(chosenTheme());
showLook();
showLayout();
