/** The fixes at the cursor, when there are several: a menu beside it that has the focus until one is chosen. */
import { StateEffect, StateField } from "@codemirror/state";
import { showTooltip } from "@codemirror/view";

/** @typedef {{about: string, run: () => void}} Fix */
/** @typedef {import("@codemirror/view").EditorView} EditorView */
/** @typedef {import("@codemirror/view").Tooltip} Tooltip */

/** @type {import("@codemirror/state").StateEffectType<Tooltip | null>} */
const show = StateEffect.define();

/** @type {StateField<Tooltip | null>} */
export const fixMenu = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    const effect = transaction.effects.find((one) => one.is(show));
    return effect ? effect.value : transaction.docChanged ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/** @param {EditorView} view */
const close = (view) => view.dispatch({ effects: show.of(null) });

/** @param {EditorView} view @param {Fix} fix */
function item(view, { about, run }) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "cm-fix-menu__item", textContent: `Fix: ${about}`, tabIndex: -1 });
  button.setAttribute("role", "menuitem");
  button.addEventListener("click", () => {
    close(view);
    view.focus();
    run();
  });
  return button;
}

const STEPS = /** @type {Record<string, (at: number, count: number) => number>} */ ({
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
});

/** @param {EditorView} view @param {HTMLElement} menu @param {KeyboardEvent} event */
function onKey(view, menu, event) {
  const all = /** @type {HTMLElement[]} */ ([...menu.children]);
  const step = STEPS[event.key];
  if (step) all[step(all.indexOf(/** @type {HTMLElement} */ (document.activeElement)), all.length)].focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    close(view);
    view.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {EditorView} view @param {Fix[]} fixes */
function drawn(view, fixes) {
  const dom = document.createElement("div");
  dom.className = "cm-fix-menu";
  dom.setAttribute("role", "menu");
  dom.setAttribute("aria-label", "Fixes at the cursor");
  dom.append(...fixes.map((fix) => item(view, fix)));
  dom.addEventListener("keydown", (event) => onKey(view, dom, event));
  dom.addEventListener("focusout", ({ relatedTarget }) => {
    if (!dom.contains(/** @type {Node | null} */ (relatedTarget))) setTimeout(() => dom.isConnected && close(view));
  });
  const first = /** @type {HTMLElement} */ (dom.firstElementChild);
  return { dom, mount: () => requestAnimationFrame(() => first.focus({ preventScroll: true })) };
}

/** @param {EditorView} view @param {Fix[]} fixes */
export function openMenu(view, fixes) {
  view.dispatch({ effects: show.of({ pos: view.state.selection.main.head, create: () => drawn(view, fixes) }) });
}
