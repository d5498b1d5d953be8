/** The lines between the parts of a page (templates/components/splitter.html): by pointer, by keys, remembered. */
import { offerCommand } from "../shared/commands.js";
import { SPLITS, keepSplit, placeSplit } from "../theme/layout.js";

const STEP = 2;
const LONG_STEP = 10;

/** @param {HTMLElement} line */
const nameOf = (line) => line.dataset.splitter ?? "";
const lies = (/** @type {HTMLElement} */ line) => line.getAttribute("aria-orientation") === "horizontal";

/** Where the line stands: the first part's share in percent, and both in pixels. @param {HTMLElement} line */
function measured(line) {
  const whole = /** @type {HTMLElement} */ (line.parentElement).getBoundingClientRect();
  const own = line.getBoundingClientRect();
  const size = lies(line) ? whole.height : whole.width;
  const at = lies(line) ? own.top - whole.top : own.left - whole.left;
  return { at, size, start: lies(line) ? whole.top : whole.left, percent: size ? (at / size) * 100 : 0 };
}

/** @param {HTMLElement} line */
const tell = (line) => line.setAttribute("aria-valuenow", String(Math.round(measured(line).percent)));

/** @param {HTMLElement} line @param {number} pixels from the start of the two parts @param {(name: string, place: number) => void} put */
function moveTo(line, pixels, put) {
  const { size } = measured(line);
  const inside = Math.min(Math.max(pixels, 1), size - 1);
  const place = SPLITS[nameOf(line)] === "px" ? inside : (inside / size) * 100;
  put(nameOf(line), Math.round(place * 100) / 100);
  tell(line);
}

/** @param {HTMLElement} line */
function reset(line) {
  keepSplit(nameOf(line), null);
  tell(line);
}

/** @param {HTMLElement} line @param {KeyboardEvent} event */
function onKey(line, event) {
  const { at, size } = measured(line);
  const step = (size * (event.shiftKey ? LONG_STEP : STEP)) / 100;
  const [less, more] = lies(line) ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  /** @type {Record<string, number>} */
  const places = { [less]: at - step, [more]: at + step, Home: 1, End: size - 1 };
  if (event.key === "Enter") reset(line);
  else if (event.key in places) moveTo(line, places[event.key], keepSplit);
  else return;
  event.preventDefault();
}

/** @param {HTMLElement} line @param {PointerEvent} event */
function drag(line, event) {
  if (event.button !== 0) return;
  event.preventDefault();
  line.focus({ preventScroll: true });
  line.setPointerCapture(event.pointerId);
  line.toggleAttribute("data-dragged", true);
  const before = measured(line);
  const off = (lies(line) ? event.clientY : event.clientX) - before.start - before.at;
  let moved = false;
  const follow = (/** @type {PointerEvent} */ at) => {
    moved = true;
    moveTo(line, (lies(line) ? at.clientY : at.clientX) - before.start - off, placeSplit);
  };
  const end = () => {
    line.removeEventListener("pointermove", follow);
    line.toggleAttribute("data-dragged", false);
    if (moved) moveTo(line, measured(line).at, keepSplit);
  };
  line.addEventListener("pointermove", follow);
  line.addEventListener("lostpointercapture", end, { once: true });
}

/** @param {HTMLElement} line */
function start(line) {
  line.addEventListener("pointerdown", (event) => drag(line, event));
  line.addEventListener("keydown", (event) => onKey(line, event));
  line.addEventListener("dblclick", () => reset(line));
  line.addEventListener("focus", () => tell(line));
  new ResizeObserver(() => tell(line)).observe(/** @type {HTMLElement} */ (line.previousElementSibling));
}

export function startSplits() {
  const lines = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-splitter]")]);
  lines.forEach(start);
  if (!lines.length) return;
  offerCommand({
    id: "reset-layout", title: "Set all panes to their usual sizes", group: "View", words: "layout split reset",
    run: () => lines.forEach(reset),
  });
}
