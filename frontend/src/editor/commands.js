/** What the open file's editor can do, for the palette and the list of keys. The editor listens for its keys by itself. */
import { redo, toggleComment, undo } from "@codemirror/commands";
import { foldAll, unfoldAll } from "@codemirror/language";
import { nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { gotoLine, openSearchPanel, selectNextOccurrence } from "@codemirror/search";
import { EditorView } from "@codemirror/view";
import { offerCommand } from "../shared/commands.js";

/** @type {{ id: string, title: string, keys?: string, words?: string, act: import("@codemirror/view").Command }[]} */
const COMMANDS = [
  { id: "find", title: "Find and replace in the file", keys: "Mod-F", words: "search text", act: openSearchPanel },
  { id: "go-to-line", title: "Go to a line…", keys: "Mod-Alt-G", words: "number", act: gotoLine },
  { id: "next-problem", title: "Next problem", keys: "F8", words: "error warning", act: nextDiagnostic },
  { id: "previous-problem", title: "Previous problem", keys: "Shift-F8", words: "error warning", act: previousDiagnostic },
  { id: "comment", title: "Comment or uncomment the lines", keys: "Mod-/", act: toggleComment },
  { id: "select-next", title: "Select the next of the same", keys: "Mod-D", words: "multiple cursors", act: selectNextOccurrence },
  { id: "undo", title: "Undo", keys: "Mod-Z", act: undo },
  { id: "redo", title: "Redo", keys: "Mod-Y", act: redo },
  { id: "fold-all", title: "Fold everything", keys: "Mod-Alt-[", words: "collapse", act: foldAll },
  { id: "unfold-all", title: "Unfold everything", keys: "Mod-Alt-]", words: "expand", act: unfoldAll },
];
const KEYS = [
  { id: "fix", title: "Fix the problem at the cursor", keys: "Mod-." },
  { id: "move-lines", title: "Move the lines up or down", keys: "Alt-ArrowUp Alt-ArrowDown" },
  { id: "leave-editor", title: "Leave the editor: Escape, then Tab", keys: "Escape" },
];

const view = () => {
  const place = document.querySelector(".code-pane .cm-editor");
  return place instanceof HTMLElement ? EditorView.findFromDOM(place) : null;
};

/** @param {import("@codemirror/view").Command} act */
function apply(act) {
  const shown = view();
  if (!shown) return;
  shown.focus();
  act(shown);
}

export function startEditorCommands() {
  const usual = { group: "Edit", inEditor: true, isAvailable: () => view() !== null };
  COMMANDS.forEach(({ act, ...command }) => offerCommand({ ...usual, ...command, id: `edit-${command.id}`, run: () => apply(act) }));
  KEYS.forEach((key) => offerCommand({ ...usual, ...key, id: `edit-${key.id}` }));
  document.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-go-to-line]")) apply(gotoLine);
  });
}
