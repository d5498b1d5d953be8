/** What can be mended from within the editor: it presses the button in the list of problems. */
import { forEachDiagnostic } from "@codemirror/lint";
import { keymap } from "@codemirror/view";
import { announce } from "../shared/announce.js";
import { fixMenu, openMenu } from "./fix-menu.js";

/** @typedef {import("./fix-menu.js").Fix} Fix */
/** @typedef {import("@codemirror/view").EditorView} EditorView */

/** @param {string | undefined} id of a finding */
const buttonOf = (id) => /** @type {HTMLElement | null} */ (id ? document.querySelector(`[data-fix="${CSS.escape(id)}"]`) : null);

/** The button in a mark's tooltip. @param {{id?: string, fixable?: boolean}} one @returns {import("@codemirror/lint").Action[]} */
export function actionsOf({ id, fixable }) {
  return fixable ? [{ name: "Fix…", apply: () => buttonOf(id)?.click() }] : [];
}

/** @param {EditorView} view @param {number} start @param {number} end @returns {Fix[]} of what touches that part of the text */
function fixesIn(view, start, end) {
  /** @type {Fix[]} */
  const all = [];
  forEachDiagnostic(view.state, ({ actions, message }, from, to) => {
    if (from > end || to < start) return;
    const about = message.split("\n")[0];
    actions?.forEach((action) => all.push({ about, run: () => action.apply(view, from, to) }));
  });
  return all;
}

/** At the cursor, or else on its line. @param {EditorView} view */
function fixesAtCursor(view) {
  const { from, to, head } = view.state.selection.main;
  const near = fixesIn(view, from, to);
  const line = view.state.doc.lineAt(head);
  return near.length ? near : fixesIn(view, line.from, line.to);
}

/** One fix is begun at once, of several one is chosen. @param {EditorView} view */
function fix(view) {
  const all = fixesAtCursor(view);
  if (!all.length) announce("Nothing on this line can be fixed by the studio. F8 goes to the next problem.");
  else if (all.length === 1) all[0].run();
  else openMenu(view, all);
  return true;
}

/** Ctrl+. fixes what the cursor is at; F8 and Shift+F8 bring it there. */
export const fixKey = [keymap.of([{ key: "Mod-.", run: fix }]), fixMenu];
