/** Puts a Python file in its usual shape: Shift+Alt+F. The cursor stays where it was, and one undo takes it all back. */
import { isolateHistory } from "@codemirror/commands";
import { diff } from "@codemirror/merge";
import { bufferOf, currentPath, currentView } from "../editor/buffers.js";
import { address } from "../editor/source.js";
import { announce } from "../shared/announce.js";

const SCAN = { scanLimit: 500, timeout: 200 }; // beyond it whole stretches are replaced, which is as right

/** @param {string} path @param {string} text @returns {Promise<Response | null>} null where nobody answers */
async function sent(path, text) {
  const body = JSON.stringify({ path, text });
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  try {
    return await fetch(address("/format"), { method: "POST", headers, body });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** @param {Response | null} answer @returns {Promise<string>} */
async function whyNot(answer) {
  if (!answer || answer.status >= 500) return "The file was not formatted: the studio does not answer. Try again in a moment.";
  const problem = await answer.json().catch(() => null);
  return problem?.detail ?? problem?.title ?? "The file was not formatted. Try again in a moment.";
}

/** @param {import("@codemirror/view").EditorView} view @param {string} before @param {string} after */
function apply(view, before, after) {
  const changes = diff(before, after, SCAN).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: after.slice(fromB, toB) }));
  view.dispatch({ changes, userEvent: "format", annotations: isolateHistory.of("full"), scrollIntoView: true });
}

export async function format() {
  const view = currentView();
  const path = currentPath();
  if (!view || bufferOf(path)?.readOnly) return announce("This file can only be read.");
  if (!path.endsWith(".py")) return announce("Only Python files can be formatted.");
  const { doc } = view.state;
  const before = doc.toString();
  const answer = await sent(path, before);
  if (!answer?.ok) return announce(await whyNot(answer));
  const { text } = await answer.json();
  if (view.state.doc !== doc) return announce("You typed on meanwhile, so the file was not formatted. Try again.");
  if (text === before) return announce("The file has its usual shape already.");
  apply(view, before, text);
  announce("The file is formatted. It is not saved yet.");
}
