/** `<script type="application/json" id="diagnostics">` of the page, as marks in the open file. */
import { setDiagnostics } from "@codemirror/lint";
import { openFile, viewOf } from "./enhance.js";
import { rangeOf } from "./positions.js";

/**
 * @typedef {{code?: string, severity?: string, path?: string, line?: number | null, column?: number | null,
 *   end_line?: number | null, end_column?: number | null, message?: string, help?: string | null}} Diagnostic
 */

/** @type {Record<string, import("@codemirror/lint").Severity>} */
const SEVERITY = { error: "error", warning: "warning", information: "info" };

/** @returns {Diagnostic[]} */
function given() {
  const text = document.getElementById("diagnostics")?.textContent;
  try {
    const all = JSON.parse(text || "[]");
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
  };
}

/** Called at first and whenever htmx has changed the page. */
export function showDiagnostics() {
  const area = openFile();
  const view = area && viewOf(area);
  if (!view) return;
  const marks = given().filter((one) => one.path === area.dataset.path).map((one) => markOf(one, view.state.doc));
  view.dispatch(setDiagnostics(view.state, marks.sort((a, b) => a.from - b.from)));
}

let shown = document.getElementById("diagnostics");

/** A swap elsewhere in the page must not bring back marks of text that has since been edited. */
export function showNewDiagnostics() {
  const present = document.getElementById("diagnostics");
  if (present === shown) return;
  shown = present;
  showDiagnostics();
}
