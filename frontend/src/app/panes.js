/** The panes of the project page: which one has the whole window, which is folded, and the way from one to the next. */
import { offerCommand } from "../shared/commands.js";
import { foldBottom, maximise } from "../theme/layout.js";
import { showPane } from "./one-pane.js";

const root = document.documentElement;
const NAMES = { code: "Code", build: "Build and problems", test: "Test" };
/** In the order of F6; each with what gets the focus where nothing in it had it yet, the best first. */
const STOPS = [
  { part: "#files-pane", first: ["[aria-current]", "a", "button"] },
  { part: ".code-pane", first: [".cm-content", "textarea", "a"] },
  { part: "#build", first: ["wa-tab[active]", "a", "button"] },
  { part: "#inputs", first: [".cm-content", "textarea", "select", "input"] },
  { part: "#result-pane", first: [] },
];
/** @type {Map<string, HTMLElement>} what had the focus last in each part */
const last = new Map();

const isMaximised = (/** @type {string} */ pane) => root.dataset.maximised === pane;
const isFolded = () => root.hasAttribute("data-bottom-folded");

/** What the buttons say about it; they come anew with some swaps. */
export function showPaneState() {
  document.querySelectorAll("[data-maximise]").forEach((button) => {
    button.setAttribute("aria-pressed", String(isMaximised(button.getAttribute("data-maximise") ?? "")));
  });
  document.querySelectorAll("[data-fold-bottom]").forEach((button) => button.setAttribute("aria-expanded", String(!isFolded())));
}

/** @param {string} pane */
function toggle(pane) {
  maximise(isMaximised(pane) ? null : pane);
  showPaneState();
}

/** @param {boolean} isOn */
function fold(isOn) {
  if (isOn && isMaximised("build")) maximise(null);
  foldBottom(isOn);
  showPaneState();
}

/** The pane that the reader is in, or was last in. */
function present() {
  const inside = (/** @type {string} */ pane) => document.getElementById(pane)?.contains(document.activeElement);
  return Object.keys(NAMES).find(inside) ?? root.dataset.maximised ?? "code";
}

const isSeen = (/** @type {Element | null} */ element) => element !== null && element.checkVisibility({ visibilityProperty: true });

/** @param {{part: string, first: string[]}} stop @returns {HTMLElement | null} */
function targetIn({ part, first }) {
  const box = /** @type {HTMLElement | null} */ (document.querySelector(part));
  if (!isSeen(box)) return null;
  const before = last.get(part);
  if (before?.isConnected && isSeen(before)) return before;
  const found = first.length ? first.flatMap((wanted) => [...(box?.querySelectorAll(wanted) ?? [])]).find(isSeen) : box;
  return /** @type {HTMLElement | null} */ (found ?? null);
}

/** @param {1 | -1} way */
function goOn(way) {
  const here = STOPS.findIndex(({ part }) => document.querySelector(part)?.contains(document.activeElement));
  const from = here < 0 ? (way > 0 ? -1 : 0) : here;
  for (let step = 1; step <= STOPS.length; step += 1) {
    const target = targetIn(STOPS[(from + way * step + STOPS.length * 2) % STOPS.length]);
    if (!target) continue;
    return target.focus();
  }
}

/** A pane that something leads to must be in sight. @param {string} pane */
export function reveal(pane) {
  if (root.dataset.maximised && !isMaximised(pane)) maximise(null);
  if (pane === "build" && isFolded()) foldBottom(false);
  showPane(pane);
  showPaneState();
}

function offer() {
  const isWide = () => matchMedia("(width >= 60rem)").matches;
  offerCommand({
    id: "maximise", title: "Maximise this pane, or show all again", keys: "Mod-Shift-M", group: "View", words: "full zoom restore",
    isAvailable: isWide, run: () => toggle(present()),
  });
  Object.entries(NAMES).forEach(([pane, name]) =>
    offerCommand({ id: `maximise-${pane}`, title: `Maximise ${name}`, group: "View", isAvailable: isWide, run: () => toggle(pane) }),
  );
  offerCommand({
    id: "fold-bottom", title: "Fold or unfold the panel at the bottom", keys: "Mod-J", group: "View", words: "hide collapse problems log",
    isAvailable: isWide, run: () => fold(!isFolded()),
  });
  offerCommand({ id: "next-pane", title: "Go to the next pane", keys: "F6", group: "View", run: () => goOn(1) });
  offerCommand({ id: "previous-pane", title: "Go to the pane before", keys: "Shift-F6", group: "View", run: () => goOn(-1) });
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const button = target.closest("[data-maximise]");
  if (button) toggle(button.getAttribute("data-maximise") ?? "");
  if (target.closest("[data-fold-bottom]")) fold(!isFolded());
  if (target.closest("[data-show-tab], #build wa-tab, [data-shortcut='build']")) reveal("build");
}

export function startPanes() {
  if (!document.querySelector(".page-workbench")) return;
  showPaneState();
  offer();
  document.addEventListener("click", onClick);
  document.addEventListener("studio:show-tab", () => reveal("build"));
  document.addEventListener("focusin", ({ target }) => {
    const stop = STOPS.find(({ part }) => document.querySelector(part)?.contains(/** @type {Node} */ (target)));
    if (stop && target instanceof HTMLElement) last.set(stop.part, target);
  });
  document.addEventListener("htmx:after:swap", showPaneState);
}
