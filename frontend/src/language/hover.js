/** What a name is: at the pointer, or by a key at the cursor, where the tooltip takes the focus and Escape gives it back. */
import { LSPPlugin } from "@codemirror/lsp-client";
import { StateEffect, StateField } from "@codemirror/state";
import { closeHoverTooltips, hoverTooltip, showTooltip } from "@codemirror/view";
import { announce } from "../shared/announce.js";
import { ask, offsetIn } from "./asking.js";
import { documentation } from "./documentation.js";
import { isReadyOrSaysWhy } from "./help.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("@codemirror/view").Tooltip} Tooltip */

/** @param {EditorView} view @param {number} at @returns {Promise<{pos: number, end: number, dom: HTMLElement} | null>} */
async function found(view, at) {
  /** @type {import("vscode-languageserver-protocol").Hover | null} */
  const hover = await ask(view, "hover", at);
  const plugin = LSPPlugin.get(view);
  if (!hover || !plugin) return null;
  const { doc } = view.state;
  const dom = documentation(plugin, /** @type {any} */ (hover.contents));
  if (!dom.textContent?.trim()) return null;
  const { start, end } = hover.range ?? {};
  return { pos: start ? offsetIn(doc, start) : at, end: end ? offsetIn(doc, end) : at, dom };
}

const atPointer = hoverTooltip(
  async (view, at) => {
    const all = await found(view, at);
    return all && { pos: all.pos, end: all.end, above: true, create: () => ({ dom: all.dom }) };
  },
  { hideOn: (transaction) => transaction.docChanged, hoverTime: 300 },
);

/** @type {import("@codemirror/state").StateEffectType<Tooltip | null>} */
const show = StateEffect.define();

/** @type {StateField<Tooltip | null>} */
const shown = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    const effect = transaction.effects.find((one) => one.is(show));
    if (effect) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/** @param {EditorView} view @param {HTMLElement} dom */
function takesFocus(view, dom) {
  const close = () => view.dispatch({ effects: show.of(null) });
  dom.tabIndex = 0;
  dom.setAttribute("role", "dialog");
  dom.setAttribute("aria-label", "Documentation");
  dom.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
    view.focus();
  });
  dom.addEventListener("focusout", ({ relatedTarget }) => {
    if (!dom.contains(/** @type {Node | null} */ (relatedTarget)) && document.hasFocus()) setTimeout(close);
  });
  return { dom, mount: () => requestAnimationFrame(() => dom.focus({ preventScroll: true })) };
}

/** @param {EditorView} view */
export async function showDocumentation(view) {
  if (!isReadyOrSaysWhy()) return;
  const all = await found(view, view.state.selection.main.head);
  if (!all) return announce("There is no documentation for what is at the cursor.");
  const tooltip = { pos: all.pos, end: all.end, above: true, create: () => takesFocus(view, all.dom) };
  view.dispatch({ effects: [show.of(tooltip), closeHoverTooltips] });
}

export const hovering = [atPointer, shown];
