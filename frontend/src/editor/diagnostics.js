/**
 * The lists of the page as marks in the open file: `<script type="application/json" id="diagnostics">` is what the checks
 * found in the text as it was sent, `#build-diagnostics` what the newest build found in the text as it is stored. What the
 * language server finds meanwhile is shown until the checks answer, which say what to do about it and leave out guesses.
 */
import { forEachDiagnostic, setDiagnostics } from "@codemirror/lint";
import { openFile, viewOf } from "./enhance.js";
import { actionsOf } from "./fixes.js";
import { rangeOf } from "./positions.js";
import { isSaved, screen } from "./store.js";

/**
 * @typedef {{id?: string, code?: string, severity?: string, path?: string, line?: number | null, column?: number | null,
 *   end_line?: number | null, end_column?: number | null, message?: string, help?: string | null,
 *   fixable?: boolean}} Diagnostic
 */

/** @typedef {import("@codemirror/lint").Diagnostic & {isPushed?: boolean}} Mark */
/** @typedef {{from: number, to: number, severity: "error" | "warning", code: string, message: string}} Pushed */

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
  const all = [...given("diagnostics"), ...(!screen.buffer || isSaved(screen.buffer) ? given("build-diagnostics") : [])];
  const marks = all.filter((one) => one.path === area.dataset.path).map((one) => markOf(one, view.state.doc));
  if (isAnswered) marksOf(view.state).forEach((mark) => mark.isPushed && !hasTwin(mark, marks) && unconfirmed.add(keyOf(mark)));
  put(view, marks);
}

/** @param {import("@codemirror/view").EditorView} view @param {Mark[]} marks */
const put = (view, marks) => view.dispatch(setDiagnostics(view.state, marks.sort((a, b) => a.from - b.from)));

/** Whether the checks' answer is about the text as it is now. */
let isAnswered = false;
document.addEventListener("studio:buffer", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.type === "changed") isAnswered = false;
});

/** @type {Set<string>} what the language server said and the checks, asked about the same text, did not */
const unconfirmed = new Set();

/** @param {Mark} mark */
const keyOf = ({ source, message }) => `${source} ${message}`;

/** @param {Mark} one @param {Mark[]} others @returns {boolean} whether one of them is about the same place */
const hasTwin = (one, others) => others.some(({ from, to }) => from <= one.to && to >= one.from);

/** @param {import("@codemirror/state").EditorState} state @returns {Mark[]} where they are by now */
function marksOf(state) {
  /** @type {Mark[]} */
  const all = [];
  forEachDiagnostic(state, (mark, from, to) => all.push({ ...mark, from, to }));
  return all;
}

/** A finding about types goes as soon as the language server says so. @param {Mark} mark */
const isOfTypes = ({ source }) => Boolean(source?.startsWith("type-"));

/** What the language server finds in the file on the screen. @param {Pushed[]} found */
export function showPushed(found) {
  const area = openFile();
  const view = area && viewOf(area);
  if (!view) return;
  const pushed = found.map(({ code, ...one }) => /** @type {Mark} */ ({ ...one, source: code, isPushed: true }));
  const checked = marksOf(view.state).filter((mark) => !mark.isPushed);
  const without = pushed.filter((mark) => !hasTwin(mark, checked));
  if (isAnswered) return without.forEach((mark) => unconfirmed.add(keyOf(mark)));
  const standing = checked.filter((mark) => !isOfTypes(mark) || hasTwin(mark, pushed));
  put(view, [...standing, ...without.filter((mark) => !unconfirmed.has(keyOf(mark)))]);
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
  isAnswered ||= isAnswer;
  showDiagnostics();
}
