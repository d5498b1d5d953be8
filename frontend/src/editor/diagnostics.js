/**
 * The lists of the page as marks in the open file: `<script type="application/json" id="diagnostics">` is what the checks
 * found in the text as it was sent, `#build-diagnostics` what the newest build found in the text as it is stored.
 */
import { setDiagnostics } from "@codemirror/lint";
import { openFile, viewOf } from "./enhance.js";
import { actionsOf } from "./fixes.js";
import { isSaved } from "./keeping.js";
import { rangeOf } from "./positions.js";

/**
 * @typedef {{id?: string, code?: string, severity?: string, path?: string, line?: number | null, column?: number | null,
 *   end_line?: number | null, end_column?: number | null, message?: string, help?: string | null,
 *   fixable?: boolean}} Diagnostic
 */

/** @type {Record<string, import("@codemirror/lint").Severity>} */
const SEVERITY = { error: "error", warning: "warning", information: "info" };

/** @param {string} id of the script element @returns {string} */
const written = (id) => document.getElementById(id)?.textContent ?? "";

/** @param {string} id @returns {Diagnostic[]} */
function given(id) {
  try {
    const all = JSON.parse(written(id) || "[]");
    return Array.isArray(all) ? all : [];
  } catch {
    return [];
  }
}

/** @param {Diagnostic} one @param {import("@codemirror/state").Text} doc */
function markOf(one, doc) {
  return {
    ...rangeOf(doc, one),
    severity: SEVERITY[one.severity ?? ""] ?? "error",
    source: one.code,
    message: [one.message, one.help].filter(Boolean).join("\n"),
    actions: actionsOf(one),
  };
}

/** Called at first and whenever there is a new list. A build's places mean nothing once the text has been edited. */
export function showDiagnostics() {
  const area = openFile();
  const view = area && viewOf(area);
  if (!view) return;
  const all = [...given("diagnostics"), ...(isSaved(area) ? given("build-diagnostics") : [])];
  const marks = all.filter((one) => one.path === area.dataset.path).map((one) => markOf(one, view.state.doc));
  view.dispatch(setDiagnostics(view.state, marks.sort((a, b) => a.from - b.from)));
}

const present = () => written("diagnostics") + written("build-diagnostics");
let shown = present();

/**
 * A swap elsewhere in the page must not bring back marks of text that has since been edited.
 * @param {Event} event
 */
export function showNewDiagnostics(event) {
  const isAnswer = /** @type {Element} */ (event.target).id === "checks";
  if (!isAnswer && present() === shown) return;
  shown = present();
  showDiagnostics();
}
