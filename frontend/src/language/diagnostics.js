/** What the language server finds while somebody types; the checks' answer, which says more, takes its place. */
import { completionStatus } from "@codemirror/autocomplete";
import { LSPPlugin } from "@codemirror/lsp-client";
import { EditorView } from "@codemirror/view";
import { currentPath, currentView } from "../editor/buffers.js";
import { showPushed } from "../editor/diagnostics.js";
import { pause } from "../editor/large.js";
import { offsetIn } from "./asking.js";
import { pathOf } from "./uris.js";

/** @typedef {import("vscode-languageserver-protocol").PublishDiagnosticsParams} Published */
/** @typedef {import("vscode-languageserver-protocol").Diagnostic} Diagnostic */

const SYNC_AFTER_MS = 250;
const HINT = 4; // such as an unused name: the checks know better which of them matter
const ERRORS = new Set(["invalid-syntax", "unresolved-reference", "unresolved-import"]);

/** @type {Map<string, Published>} path -> what was said last */
const latest = new Map();

/** @param {import("@codemirror/lsp-client").LSPClient} client @param {string} path */
export function showLatest(client, path) {
  const said = latest.get(path);
  const view = currentView();
  const plugin = view && LSPPlugin.get(view);
  const file = said && client.workspace.getFile(said.uri);
  if (!plugin || !file || path !== currentPath()) return;
  if (typeof said.version === "number" && said.version !== file.version) return;
  const place = (/** @type {import("vscode-languageserver-protocol").Position} */ at) =>
    plugin.unsyncedChanges.mapPos(offsetIn(plugin.syncedDoc, at));
  const found = said.diagnostics.filter(({ severity }) => severity !== HINT).map((one) => ({
    from: place(one.range.start), to: place(one.range.end), message: String(one.message), code: String(one.code ?? "type"),
    severity: ERRORS.has(String(one.code)) ? "error" : "warning",
  }));
  showPushed(found);
}

/** @type {Record<string, (client: import("@codemirror/lsp-client").LSPClient, params: any) => boolean>} */
export const notificationHandlers = {
  "textDocument/publishDiagnostics": (client, /** @type {Published} */ said) => {
    const path = pathOf(said.uri);
    if (path === null) return true;
    latest.set(path, said);
    showLatest(client, path);
    return true;
  },
  "window/logMessage": () => true, // for whoever keeps the server, not for the console of a page
  "window/showMessage": () => true,
};

let waiting = 0;

/** A change makes the server begin its answer anew, so what is asked for goes first. @param {EditorView} view */
function sendLater(view) {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    if (completionStatus(view.state) === "pending") sendLater(view);
    else LSPPlugin.get(view)?.client.sync();
  }, pause(view.state.doc, SYNC_AFTER_MS));
}

/** What is typed reaches the server soon, also where nothing asks. */
export const sending = EditorView.updateListener.of(({ view, docChanged }) => docChanged && sendLater(view));
