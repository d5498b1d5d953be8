/** What the editor knows of the project's Python; it is loaded after the page is on the screen. */
import { LSPClient } from "@codemirror/lsp-client";
import { currentPath, extendEditor } from "../editor/buffers.js";
import { project } from "../editor/store.js";
import { offerAll } from "./commands.js";
import { completing } from "./completion.js";
import { addressOf, connect } from "./connection.js";
import { jumping } from "./definition.js";
import { notificationHandlers, sending, showLatest } from "./diagnostics.js";
import { safe } from "./documentation.js";
import { showHelp } from "./help.js";
import { highlighting } from "./highlights.js";
import { hovering } from "./hover.js";
import { look } from "./look.js";
import { isReadOnly, uriOfShown } from "./places.js";
import { signatures } from "./signature.js";
import { OpenFiles } from "./workspace.js";

const TIMEOUT_MS = 20_000; // the server may have to start first

const client = new LSPClient({
  rootUri: "file:///project", timeout: TIMEOUT_MS, sanitizeHTML: safe, notificationHandlers,
  workspace: (one) => new OpenFiles(one),
});
const files = /** @type {OpenFiles} */ (client.workspace);
const reading = [hovering, jumping, highlighting, look];
const writing = [completing, signatures, sending];

/** @type {Map<string, import("@codemirror/state").Extension>} the same again for the same file, so that it is not closed and opened */
const made = new Map();

/** @param {string} path */
function extensionFor(path) {
  const known = made.get(path) ?? [client.plugin(uriOfShown(path), "python"), reading, isReadOnly(path) ? [] : writing];
  made.set(path, known);
  return known;
}

let isConnecting = false;

const isOffered = () => document.querySelector("[data-code-help]") !== null;

/** The first Python file that is shown starts the server, where the page has a place to say how it is. */
function connectOnce() {
  if (isConnecting || !isOffered() || !/\.pyi?$/.test(currentPath())) return;
  isConnecting = true;
  connect({ client, address: addressOf(project()), show: showHelp });
}

/** @param {{type: string, path: string}} detail */
function follow({ type, path }) {
  if (type === "changed") files.changed(path);
  if (type === "closed" || type === "renamed") files.forget(path);
  if (["saved", "closed", "renamed"].includes(type) && files.isConnected) client.notification("studio/refresh", {});
  if (type !== "shown") return;
  connectOnce();
  showLatest(client, path);
}

/** Called once. */
export function start() {
  extendEditor((path, language) => (language === "python" ? extensionFor(path) : []));
  document.addEventListener("studio:buffer", (event) => follow(/** @type {CustomEvent} */ (event).detail));
  offerAll();
  connectOnce();
}
