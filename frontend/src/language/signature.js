/** The parameters of the call that is being written, with the one that comes next in bold. Escape closes it. */
import { LSPPlugin } from "@codemirror/lsp-client";
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, showTooltip } from "@codemirror/view";
import { announce } from "../shared/announce.js";
import { ask } from "./asking.js";
import { documentation } from "./documentation.js";
import { isReadyOrSaysWhy } from "./help.js";

/** @typedef {import("vscode-languageserver-protocol").SignatureHelp} Help */
/** @typedef {import("vscode-languageserver-protocol").SignatureInformation} Signature */
/** @typedef {{help: Help, pos: number}} Shown */

const FOLLOW_AFTER_MS = 120;
const MOST = 5; // of a function with many ways to call it

/** @type {import("@codemirror/state").StateEffectType<Shown | null>} */
const show = StateEffect.define();

/** @param {Signature} signature @param {number | null | undefined} active @returns {[number, number]} where in the label */
function partOf(signature, active) {
  const label = active === null || active === undefined ? undefined : signature.parameters?.[active]?.label;
  if (Array.isArray(label)) return /** @type {[number, number]} */ (label);
  const from = label ? signature.label.indexOf(label) : -1;
  return from < 0 ? [0, 0] : [from, from + (label?.length ?? 0)];
}

/** @param {Signature} signature @param {number | null | undefined} active */
function line(signature, active) {
  const [from, to] = partOf(signature, active);
  const code = document.createElement("code");
  const part = document.createElement("strong");
  part.textContent = signature.label.slice(from, to);
  code.append(signature.label.slice(0, from), ...(to > from ? [part] : []), signature.label.slice(to));
  return code;
}

/** @param {EditorView} view @param {Help} help @returns {HTMLElement} */
function drawn(view, { signatures, activeSignature, activeParameter }) {
  const dom = document.createElement("div");
  dom.className = "cm-signature";
  dom.setAttribute("role", "tooltip");
  const chosen = signatures[activeSignature ?? 0] ?? signatures[0];
  const all = [chosen, ...signatures.filter((one) => one !== chosen)].slice(0, MOST);
  all.forEach((one) => {
    const row = dom.appendChild(document.createElement("div"));
    row.append(line(one, one === chosen ? (one.activeParameter ?? activeParameter) : null));
  });
  const plugin = LSPPlugin.get(view);
  const words = chosen.documentation;
  if (plugin && words) dom.append(documentation(plugin, typeof words === "string" ? { kind: "plaintext", value: words } : words));
  return dom;
}

/** @type {StateField<Shown | null>} */
const shown = StateField.define({
  create: () => null,
  update(value, transaction) {
    const effect = transaction.effects.find((one) => one.is(show));
    if (effect) return effect.value;
    return value && { ...value, pos: transaction.changes.mapPos(value.pos) };
  },
  provide: (field) =>
    showTooltip.compute([field], (state) => {
      const value = state.field(field);
      return value && { pos: value.pos, above: true, create: (view) => ({ dom: drawn(view, value.help) }) };
    }),
});

/** @param {EditorView} view @param {boolean} isOpen @returns {Promise<boolean>} whether the cursor is in a call */
async function look(view, isOpen) {
  const at = view.state.selection.main.head;
  /** @type {Help | null} */
  const help = await ask(view, "signatureHelp", at, { context: { triggerKind: isOpen ? 3 : 1, isRetrigger: isOpen } });
  if (view.state.selection.main.head !== at) return true;
  const before = view.state.field(shown, false);
  const isCall = Boolean(help?.signatures.length);
  if (help && isCall) view.dispatch({ effects: show.of({ help, pos: before?.pos ?? at }) });
  else if (before) view.dispatch({ effects: show.of(null) });
  return isCall;
}

let waiting = 0;

const follows = EditorView.updateListener.of(({ view, state, transactions, selectionSet, docChanged }) => {
  const isOpen = Boolean(state.field(shown, false));
  const last = state.sliceDoc(state.selection.main.head - 1, state.selection.main.head);
  const isBegun = transactions.some((one) => one.isUserEvent("input.type")) && "(,".includes(last) && last !== "";
  if (!isBegun && !(isOpen && (selectionSet || docChanged))) return;
  clearTimeout(waiting);
  waiting = window.setTimeout(() => look(view, isOpen), FOLLOW_AFTER_MS);
});

/** @param {EditorView} view */
export async function showParameters(view) {
  if (!isReadyOrSaysWhy()) return;
  if (!(await look(view, false))) announce("The cursor is not between the brackets of a call.");
}

/** @param {EditorView} view */
function close(view) {
  if (!view.state.field(shown, false)) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

const keys = keymap.of([
  { key: "Mod-Shift-Space", run: (view) => (void showParameters(view), true) },
  { key: "Escape", run: close },
]);

export const signatures = [shown, follows, Prec.high(keys), EditorView.domEventHandlers({ blur: (_, view) => void setTimeout(() => close(view)) })];
