/** The way to the language server: a WebSocket that is opened again, after growing pauses, whenever it is lost. */
import { cleanFrame } from "./clean.js";

const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
const STEADY_MS = 30_000; // a connection that held this long was no failed attempt
const UNKNOWN_PROJECT = 4404;
const REFUSED = 4403;
const RESTED = 4408; // nothing came for a long time, or another page needed the place

/** @typedef {import("./help.js").State} State */
/** @typedef {{client: import("@codemirror/lsp-client").LSPClient, address: string, show: (state: State) => void}} Ends */

/** @param {WebSocket} socket @returns {import("@codemirror/lsp-client").Transport} */
function transportOf(socket) {
  /** @type {Set<(message: string) => void>} */
  const handlers = new Set();
  socket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") handlers.forEach((handle) => handle(cleanFrame(data)));
  });
  return {
    send: (message) => void (socket.readyState === WebSocket.OPEN && socket.send(message)),
    subscribe: (handler) => void handlers.add(handler),
    unsubscribe: (handler) => void handlers.delete(handler),
  };
}

/** Waits; without a network until it is back, and then no longer. @param {number} ms @param {() => void} then */
function wait(ms, then) {
  const go = () => {
    clearTimeout(timer);
    window.removeEventListener("online", go);
    then();
  };
  const timer = setTimeout(() => navigator.onLine && go(), ms);
  window.addEventListener("online", go);
}

/** @param {Ends} ends @param {number} [failed] how many attempts failed in a row */
export function connect({ client, address, show }, failed = 0) {
  const socket = new WebSocket(address);
  let since = Infinity;
  show(failed ? "away" : "starting");
  socket.addEventListener("open", () => {
    show("starting");
    client.connect(transportOf(socket));
    client.initializing.then(() => {
      since = Date.now();
      show("on");
    }, () => socket.close());
  });
  socket.addEventListener("close", ({ code }) => {
    client.disconnect();
    show("away");
    if (code === UNKNOWN_PROJECT || code === REFUSED) return;
    if (code === RESTED) return document.addEventListener("keydown", () => connect({ client, address, show }), { once: true });
    const row = Date.now() - since > STEADY_MS ? 0 : failed;
    wait(PAUSES_MS[Math.min(row, PAUSES_MS.length - 1)], () => connect({ client, address, show }, row + 1));
  });
}

/** @param {string} project @returns {string} */
export const addressOf = (project) =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/projects/${encodeURIComponent(project)}/language`;
