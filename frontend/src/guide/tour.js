/** The tour of a first visit: one step at a time, in the page's own order. It takes no focus and holds none. */
import { recall, remember } from "../shared/storage.js";

const DISMISSED = "tour-dismissed";

/** @param {HTMLElement} tour */
const stepsOf = (tour) => /** @type {HTMLElement[]} */ ([...tour.querySelectorAll("[data-tour-step]")]);

/** @param {HTMLElement | undefined} step */
const paneOf = (step) => document.getElementById(step?.dataset.tourStep ?? "");

/** @param {HTMLElement} tour @param {string} name */
const part = (tour, name) => /** @type {HTMLElement} */ (tour.querySelector(`[data-tour-${name}]`));

/** @param {HTMLElement} tour @param {number} at @param {boolean} speak */
function show(tour, at, speak) {
  const steps = stepsOf(tour);
  tour.dataset.tour = String(at);
  steps.forEach((step, number) => {
    step.hidden = number !== at;
    paneOf(step)?.toggleAttribute("data-tour-shown", number === at);
  });
  part(tour, "place").textContent = `Step ${at + 1} of ${steps.length}`;
  /** @type {HTMLButtonElement} */ (part(tour, "back")).disabled = at === 0;
  part(tour, "next").textContent = at === steps.length - 1 ? "Done" : "Next";
  const words = [...steps[at].querySelectorAll("h3, p > .js-only")].map((one) => one.textContent).join(". ");
  if (speak) part(tour, "said").textContent = `Step ${at + 1} of ${steps.length}. ${words}`;
}

/** Where the focus was inside, it goes to the pane that was spoken of last. @param {HTMLElement} tour */
function end(tour) {
  const step = stepsOf(tour).find((one) => !one.hidden);
  const held = tour.contains(document.activeElement);
  stepsOf(tour).forEach((one) => paneOf(one)?.removeAttribute("data-tour-shown"));
  tour.remove();
  if (held) focusOn(paneOf(step));
}

/** On a phone one pane is there at a time, and the bar at the bottom brings another. @param {HTMLElement | null} pane */
function focusOn(pane) {
  if (!pane) return;
  const bring = /** @type {HTMLElement | null} */ (document.querySelector(`[data-show-pane="${pane.id}"]`));
  if (!pane.checkVisibility()) bring?.click();
  pane.tabIndex = -1;
  pane.focus();
  pane.scrollIntoView({ block: "nearest" });
}

/** This browser remembers it at once, the studio for every other one. @param {HTMLElement} tour */
function dismiss(tour) {
  const form = /** @type {HTMLFormElement} */ (part(tour, "dismiss"));
  const body = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));
  remember(DISMISSED, "yes");
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  end(tour);
}

/** @param {HTMLElement} tour @param {number} by */
function go(tour, by) {
  const at = Number(tour.dataset.tour) + by;
  if (at >= stepsOf(tour).length) dismiss(tour);
  else show(tour, Math.max(at, 0), true);
}

/** @param {HTMLElement} tour */
function listen(tour) {
  part(tour, "back").addEventListener("click", () => go(tour, -1));
  part(tour, "next").addEventListener("click", () => go(tour, 1));
  part(tour, "dismiss").addEventListener("submit", (event) => {
    event.preventDefault();
    dismiss(tour);
  });
  tour.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end(tour);
  });
  tour.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[data-tour-go]");
    if (!link) return;
    event.preventDefault();
    focusOn(document.getElementById(link.getAttribute("href")?.slice(1) ?? ""));
  });
}

export function startTour() {
  const tour = /** @type {HTMLElement | null} */ (document.querySelector("[data-tour]"));
  if (!tour) return;
  if (recall(DISMISSED) && tour.dataset.tourAsked === undefined) return tour.remove();
  show(tour, 0, false);
  listen(tour);
}
