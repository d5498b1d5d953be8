/** The list of problems by severity and by words. The list comes anew with every check; what was chosen stays. */

/** @type {Record<string, string>} what a row's tone stands for */
const SEVERITIES = { bad: "error", warn: "warning", info: "note" };
/** @type {Set<string>} tones that are not shown */
const hidden = new Set();

const bar = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-problem-filter]"));
const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#checks .finding, #build-problems .finding")]);
const field = () => /** @type {HTMLInputElement | null} */ (bar()?.querySelector("input[type='search']") ?? null);

/** @param {HTMLElement} row */
const toneOf = (row) => row.dataset.tone ?? "bad";

/** @param {HTMLElement[]} all @param {HTMLButtonElement} button */
function count(all, button) {
  const tone = button.dataset.tone ?? "";
  const number = all.filter((row) => toneOf(row) === tone).length;
  button.hidden = number === 0;
  button.setAttribute("aria-pressed", String(!hidden.has(tone)));
  const word = /** @type {HTMLElement} */ (button.querySelector("[data-count]"));
  word.textContent = `${number} ${SEVERITIES[tone]}${number === 1 ? "" : "s"}`;
}

/** A group with nothing in sight has no heading either. */
function showGroups() {
  document.querySelectorAll(".problem-file").forEach((group) => {
    const own = /** @type {HTMLElement[]} */ ([...group.querySelectorAll(".finding")]);
    /** @type {HTMLElement} */ (group).hidden = own.length > 0 && own.every((row) => row.hidden);
  });
}

function show() {
  const place = bar();
  if (!place) return;
  const all = rows();
  const words = (field()?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (/** @type {HTMLElement} */ row) => words.every((word) => row.textContent?.toLowerCase().includes(word));
  all.forEach((row) => (row.hidden = hidden.has(toneOf(row)) || !fits(row)));
  place.hidden = all.length < 2 && !words.length && !hidden.size;
  place.querySelectorAll("button[data-tone]").forEach((button) => count(all, /** @type {HTMLButtonElement} */ (button)));
  const left = all.filter((row) => row.hidden).length;
  /** @type {HTMLElement} */ (place.querySelector("[data-filtered]")).textContent = left ? `${left} not shown` : "";
  showGroups();
}

export function startProblemFilter() {
  if (!bar()) return;
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-problem-filter] button[data-tone]"));
    const tone = button?.dataset.tone;
    if (!tone) return;
    if (!hidden.delete(tone)) hidden.add(tone);
    show();
  });
  document.addEventListener("input", ({ target }) => target === field() && show());
  document.addEventListener("htmx:after:swap", show);
  show();
}
