/** Completion: the language server's where it is there, otherwise what the editor knows by itself of the file. */
import { autocompletion } from "@codemirror/autocomplete";
import { serverCompletionSource } from "@codemirror/lsp-client";
import { EditorView } from "@codemirror/view";
import { isReady } from "./help.js";

/** @typedef {import("@codemirror/autocomplete").CompletionContext} Context */
/** @typedef {import("@codemirror/autocomplete").CompletionResult} Result */

/** After a dot all members are there at once: typing on narrows the list without asking again. @param {Context} context @param {Result} result */
const areMembers = ({ state }, { from }) => state.sliceDoc(from - 1, from) === ".";

/** What scrolls can be reached. @param {Element} element */
const letFocus = (element) => void (/** @type {HTMLElement} */ (element).tabIndex = 0);

/** @param {import("@codemirror/autocomplete").Completion} option */
function withReachableInfo(option) {
  const { info } = option;
  if (typeof info !== "function") return option;
  return { ...option, info: (/** @type {any} */ one) => {
    const element = /** @type {HTMLElement} */ (info(one));
    letFocus(element);
    return element;
  } };
}

/** The library asks after letters only; a name goes on behind a digit or a letter of another script. @param {Context} context */
const withinName = (context) =>
  context.matchBefore(/[\p{L}_][\p{L}\p{N}\p{M}_]*$/u) ? Object.create(context, { explicit: { value: true } }) : context;

/** A name that brings an import with it, as the studio's own server tells of it. @param {import("@codemirror/autocomplete").Completion} option */
const bringsImport = ({ detail }) => detail?.startsWith("import ") ?? false;

/**
 * Who types on is offered imports only for names that begin as typed, letter for letter; who asks is offered all.
 * @param {Result} result @param {string} typed "" where somebody asked @returns {Result}
 */
function narrowed(result, typed) {
  const options = result.options.filter((option) => !bringsImport(option) || option.label.startsWith(typed)).map(withReachableInfo);
  // The whole result is what counts its options by number.
  return { ...result, options, map: result.map && ((_, changes) => narrowed(/** @type {any} */ (result.map)(result, changes), typed)) };
}

/** @param {Context} context @returns {Promise<Result | null>} */
async function ofServer(context) {
  try {
    const result = await serverCompletionSource(withinName(context));
    if (!result) return null;
    const shown = narrowed(result, context.explicit ? "" : context.state.sliceDoc(result.from, context.pos));
    return areMembers(context, result) ? { ...shown, validFor: /^\w*$/ } : shown;
  } catch {
    return null; // it took too long, or went away meanwhile
  }
}

/** @param {Context} context @returns {Promise<Result | null>} */
async function ofEditor(context) {
  for (const source of context.state.languageDataAt("autocomplete", context.pos)) {
    const result = typeof source === "function" ? await source(context) : null;
    if (result) return result;
  }
  return null;
}

/** @param {Context} context */
const source = (context) => (isReady() ? ofServer(context) : ofEditor(context));

export const completing = [
  autocompletion({ override: [source], maxRenderedOptions: 60 }),
  EditorView.updateListener.of(({ view }) => view.dom.querySelectorAll(".cm-tooltip-autocomplete > ul").forEach(letFocus)),
];
