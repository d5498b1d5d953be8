/** Every `<textarea data-editor>` becomes an editor; the one with `data-path` is the open file. */
import { startChecking } from "./checking.js";
import { showDiagnostics, showNewDiagnostics } from "./diagnostics.js";
import { enhance } from "./enhance.js";
import { startJumping } from "./jump.js";
import { startKeeping } from "./keeping.js";
import { startOutdating } from "./outdated.js";

const enhanceAll = () =>
  document.querySelectorAll("textarea[data-editor]").forEach((area) => enhance(/** @type {HTMLTextAreaElement} */ (area)));

enhanceAll();
startKeeping();
showDiagnostics();
startJumping();
startChecking();
startOutdating();

document.addEventListener("htmx:after:swap", (event) => {
  enhanceAll();
  showNewDiagnostics(event);
});
