/** Every `<textarea data-editor>` becomes an editor; the one with `data-project` is the open file of that project. */
import { startFiles } from "../files/index.js";
import * as buffers from "./buffers.js";
import { startBuffers } from "./buffers.js";
import { startChecking } from "./checking.js";
import { startClashes } from "./clash.js";
import { startEditorCommands } from "./commands.js";
import { startComparing } from "./comparing.js";
import { showDiagnostics, showNewDiagnostics } from "./diagnostics.js";
import { enhance } from "./enhance.js";
import { startFileLinks } from "./file-links.js";
import { startJumping } from "./jump.js";
import { startKeeping } from "./keeping.js";
import { afterFirstPaint } from "./later.js";
import { startOutdating } from "./outdated.js";
import { startTabs } from "./tabs.js";
import { startUndo } from "./undo.js";

const enhanceAll = () =>
  document.querySelectorAll("textarea[data-editor]").forEach((area) => enhance(/** @type {HTMLTextAreaElement} */ (area)));

/** The files of a project, and what other bundles can do with them. */
function startProject() {
  startKeeping();
  startTabs();
  startUndo();
  startFileLinks();
  startClashes();
  startChecking();
  startOutdating();
  document.addEventListener("studio:buffer", (event) => /** @type {CustomEvent} */ (event).detail.type === "shown" && showDiagnostics());
  /** @type {any} */ (globalThis).studioEditor = buffers;
  document.dispatchEvent(new CustomEvent("studio:editor-ready"));
  afterFirstPaint(async () => (await import("../language/index.js")).start());
}

enhanceAll();
const hasFiles = startBuffers();
showDiagnostics();
startJumping();
startComparing();
startEditorCommands();
if (hasFiles) startProject();
startFiles();

document.addEventListener("htmx:after:swap", (event) => {
  enhanceAll();
  showNewDiagnostics(event);
});
