/**
 * An element with `data-keep-place` keeps, across the swaps of what is in it, what the reader had unfolded, the tab in
 * front, the place scrolled to and the focus. A run's progress stands there for a while: the place waits until that is over.
 */

/** @typedef {{ tag: string, label: string, number: number }} Name */
/** @typedef {{ scrolled: number, unfolded: Name[], tabs: (string | null)[], focused: Name | null }} Place */

/** @type {WeakMap<Element, Place>} */
const kept = new WeakMap();

/** @param {Element} element */
const labelOf = (element) =>
  element.getAttribute("aria-label") ?? element.id.replace(/\d+/g, "") + (element.textContent ?? "").replace(/[\d.,]+/g, "").trim().slice(0, 60);

/** What an element is called, and which of those called so: the new one has other numbers in it. @param {Element} box @param {Element} element @returns {Name} */
function nameOf(box, element) {
  const label = labelOf(element);
  const same = [...box.querySelectorAll(element.localName)].filter((other) => labelOf(other) === label);
  return { tag: element.localName, label, number: same.indexOf(element) };
}

/** @param {Element} box @param {Name} name @returns {HTMLElement | undefined} */
function named(box, { tag, label, number }) {
  const same = [...box.querySelectorAll(tag)].filter((other) => labelOf(other) === label);
  return /** @type {HTMLElement | undefined} */ (same[number] ?? same[0]);
}

/** What scrolls: the element, or the nearest around it that does. @param {Element} box @returns {Element} */
function scroller(box) {
  for (let element = /** @type {Element | null} */ (box); element; element = element.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
  }
  return document.documentElement;
}

/** @param {Element} box @returns {Place} */
function placeIn(box) {
  const focused = box.contains(document.activeElement) && document.activeElement !== box ? document.activeElement : null;
  const summaries = [...box.querySelectorAll("details[open] > summary")];
  return {
    scrolled: scroller(box).scrollTop,
    unfolded: summaries.map((summary) => nameOf(box, summary)),
    tabs: [...box.querySelectorAll("wa-tab-group")].map((group) => group.getAttribute("active")),
    focused: focused && nameOf(box, focused),
  };
}

/** @param {Element} box @param {Place} place */
function restore(box, place) {
  place.unfolded.forEach((name) => named(box, name)?.closest("details")?.setAttribute("open", ""));
  const groups = [...box.querySelectorAll("wa-tab-group")];
  groups.forEach((group, number) => {
    const panel = place.tabs[number];
    if (panel && group.querySelector(`wa-tab[panel="${CSS.escape(panel)}"]`)) group.setAttribute("active", panel);
  });
  scroller(box).scrollTop = place.scrolled;
  if (!place.focused || (document.activeElement && document.activeElement !== document.body)) return;
  const target = named(box, place.focused) ?? /** @type {HTMLElement | null} */ (box.closest("[tabindex]"));
  target?.focus({ preventScroll: true });
}

/** @param {Element} box */
const isAtWork = (box) => box.querySelector("[hx-trigger^='load']") !== null;

const boxes = () => [...document.querySelectorAll("[data-keep-place]")];

/** Where the answer goes, in all its parts. @param {Event} event @returns {unknown[]} */
const targetsOf = (event) => (/** @type {CustomEvent} */ (event).detail?.tasks ?? []).map((/** @type {any} */ task) => task.target);

export function startKeepingPlaces() {
  document.addEventListener("htmx:before:swap", (event) => {
    const targets = targetsOf(event);
    const hit = boxes().filter((box) => targets.some((target) => target instanceof Node && box.contains(target)));
    hit.filter((box) => !kept.has(box)).forEach((box) => kept.set(box, placeIn(box)));
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const box of boxes()) {
      const place = kept.get(box);
      if (!place || isAtWork(box)) continue;
      kept.delete(box);
      restore(box, place);
    }
  });
}
