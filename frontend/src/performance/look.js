/** What all charts share: colours from the studio's tokens, quiet axes, figures as the tables write them. */

/**
 * A colour of the present theme. The tokens are light-dark(), which only a real property resolves.
 * @param {HTMLElement} area
 * @param {string} token
 */
function colour(area, token) {
  area.style.setProperty("outline-color", `var(--${token})`);
  const resolved = getComputedStyle(area).outlineColor;
  area.style.removeProperty("outline-color");
  return resolved;
}

/** @param {HTMLElement} area @param {string} token */
export const ink = (area, token) => () => colour(area, token);

/** @param {HTMLElement} area */
export function axis(area, more = {}) {
  const line = { stroke: ink(area, "border"), width: 1 };
  return { stroke: ink(area, "text-muted"), grid: line, ticks: line, font: "12px system-ui, sans-serif", ...more };
}

/** @param {number} value @param {number} digits */
const figures = (value, digits) => value.toLocaleString("en", { maximumFractionDigits: digits });

/** @param {number} us a duration in microseconds */
export function duration(us) {
  if (us < 1_000) return `${figures(us, us < 10 ? 1 : 0)} µs`;
  return us < 1_000_000 ? `${figures(us / 1_000, 1)} ms` : `${figures(us / 1_000_000, 1)} s`;
}

/** @param {number} count a number of bytes */
export function size(count) {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  const power = count < 1 ? 0 : Math.min(3, Math.floor(Math.log2(count) / 10));
  return `${figures(count / 1024 ** power, power ? 1 : 0)} ${units[power]}`;
}

/** Without zooming by dragging: a table has every figure. */
export const plain = {
  legend: { show: false },
  cursor: { show: false },
  select: { show: false },
  padding: [12, 12, 0, 0],
};
