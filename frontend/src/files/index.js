/** The files of a project beside its editor. */
import { offerCommand } from "../shared/commands.js";
import { startChanged } from "./changed.js";
import { startDrop } from "./drop.js";
import { startForms } from "./forms.js";
import { startMenu } from "./menu.js";
import { startSearch } from "./search.js";
import { focusTree, startTree } from "./tree.js";

export function startFiles() {
  if (!document.getElementById("files")) return;
  startTree();
  startForms();
  startMenu();
  startChanged();
  startDrop();
  startSearch();
  offerCommand({ id: "files", title: "Go to the files", keys: "Mod-Shift-E", group: "File", words: "tree explorer", run: focusTree });
}
