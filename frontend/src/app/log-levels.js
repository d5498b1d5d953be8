/** What an operator logged, from a level on. The next result shows the same levels, as long as the page is open. */

const LEVELS = ["critical", "error", "warn", "info", "debug", "trace"];
let least = "";

/** @param {HTMLElement} logs */
function show(logs) {
  const choice = /** @type {HTMLSelectElement | null} */ (logs.querySelector("[data-log-level]"));
  const isOffered = [...(choice?.options ?? [])].some(({ value }) => value === least);
  if (choice) choice.value = isOffered ? least : "";
  const lines = /** @type {HTMLElement[]} */ ([...logs.querySelectorAll("[data-level]")]);
  const most = isOffered && least ? LEVELS.indexOf(least) : LEVELS.length;
  lines.forEach((line) => (line.hidden = LEVELS.indexOf(line.dataset.level ?? "") > most));
  const left = lines.filter(({ hidden }) => hidden).length;
  const words = logs.querySelector("[data-logs-left]");
  if (words) words.textContent = left ? `${left} not shown` : "";
}

export const showLogLevels = () => document.querySelectorAll("[data-logs]").forEach((logs) => show(/** @type {HTMLElement} */ (logs)));

export function startLogLevels() {
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || !target.matches("[data-log-level]")) return;
    least = target.value;
    showLogLevels();
  });
}
