/** What can be asked for by key, from the palette and in the list of keys. */
import { currentPath, currentView } from "../editor/buffers.js";
import { announce } from "../shared/announce.js";
import { offerCommand } from "../shared/commands.js";
import { goToDefinition } from "./definition.js";
import { format } from "./format.js";
import { showDocumentation } from "./hover.js";
import { isReadOnly } from "./places.js";
import { listReferences } from "./references.js";
import { renameAtCursor } from "./renaming.js";
import { showParameters } from "./signature.js";

const isPython = () => /\.pyi?$/.test(currentPath());

/** @typedef {(view: import("@codemirror/view").EditorView) => unknown} Work */

/** @param {Work} work */
const inEditor = (work) => () => {
  const view = currentView();
  if (view) work(view);
};

/** @param {Work} work */
const inOwnFile = (work) => () => {
  if (isReadOnly(currentPath())) announce("This file can only be read. Its documentation and definitions can be asked for.");
  else inEditor(work)();
};

const COMMANDS = [
  { id: "language-documentation", title: "Show documentation", keys: "Mod-I", words: "hover help docstring", run: inEditor(showDocumentation) },
  { id: "language-parameters", title: "Show parameters of the call", words: "signature arguments Ctrl+Shift+Space", run: inOwnFile(showParameters) },
  { id: "language-definition", title: "Go to definition", keys: "F12", words: "jump declaration", run: inEditor(goToDefinition) },
  { id: "language-references", title: "List uses of a name", keys: "Shift-F12", words: "references find usages", run: inOwnFile(listReferences) },
  { id: "language-rename", title: "Rename a name everywhere", keys: "F2", words: "symbol refactor", run: inOwnFile(renameAtCursor) },
  { id: "language-format", title: "Format the file", keys: "Shift-Alt-F", words: "ruff tidy imports", run: format },
];

export function offerAll() {
  COMMANDS.forEach((command) => offerCommand({ ...command, group: "Code", isAvailable: isPython }));
}
