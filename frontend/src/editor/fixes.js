/** What can be mended from within the editor: it presses the button in the list of problems. */
import { forEachDiagnostic } from "@codemirror/lint";
import { keymap } from "@codemirror/view";

/** @param {string | undefined} id of a finding */
const buttonOf = (id) => /** @type {HTMLElement | null} */ (id ? document.querySelector(`[data-fix="${CSS.escape(id)}"]`) : null);

/** The button in a mark's tooltip. @param {{id?: string, fixable?: boolean}} one @returns {import("@codemirror/lint").Action[]} */
export function actionsOf({ id, fixable }) {
  return fixable ? [{ name: "Fix…", apply: () => buttonOf(id)?.click() }] : [];
}

/** Ctrl+. fixes what the cursor is at; F8 and Shift+F8 bring it there. */
export const fixKey = keymap.of([
  {
    key: "Mod-.",
    run: (view) => {
      const { from: start, to: end } = view.state.selection.main;
      /** @type {import("@codemirror/lint").Action[]} */
      const near = [];
      forEachDiagnostic(view.state, ({ actions }, from, to) => {
        if (from <= end && to >= start) near.push(...(actions ?? []));
      });
      near[0]?.apply(view, start, end);
      return near.length > 0;
    },
  },
]);
