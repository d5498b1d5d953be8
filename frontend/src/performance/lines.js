/** What changes from the first call to the last: durations, and memory. */
import uPlot from "uplot";
import { axis, duration, ink, plain, size } from "./look.js";

const calls = (/** @type {HTMLElement} */ area) =>
  axis(area, { values: (_, splits) => splits.map((call) => call.toLocaleString("en")) });

const fromZero = { range: (_, low, high) => [0, high > 0 ? high * 1.05 : 1] };

/** @param {HTMLElement} area @param {string} token */
const line = (area, token, more = {}) => ({ stroke: ink(area, token), width: 2, points: { show: false }, ...more });

/**
 * The middle of each stretch of calls, and its longest as a point. Few calls far longer than the others would press the
 * middle flat, so the scale is logarithmic then.
 */
export function latency({ latency: { calls: at, p50, max } }, area) {
  const isWide = Math.max(...max) > 10 * Math.max(1, Math.min(...p50));
  const y = isWide ? { distr: 3 } : fromZero;
  const splits = isWide ? { splits: (_, __, low, high) => decades(low, high) } : {};
  const longest = { stroke: ink(area, "warn"), paths: () => null, points: { show: true, size: 4, fill: ink(area, "warn") } };
  const options = {
    ...plain,
    scales: { x: { time: false }, y },
    axes: [calls(area), axis(area, { size: 62, ...splits, values: (_, shown) => shown.map(duration) })],
    series: [{}, line(area, "accent-text"), longest],
  };
  const shown = (values) => (isWide ? values.map((us) => Math.max(us, 1)) : values);
  return { options, data: [at, shown(p50), shown(max)] };
}

/** @param {number} low @param {number} high both at least 1 */
function decades(low, high) {
  const first = Math.floor(Math.log10(low));
  const whole = Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, at) => 10 ** (first + at));
  return whole.filter((limit) => limit >= low && limit <= high);
}

/** Memory comes in powers of two. */
const STEPS = Array.from({ length: 50 }, (_, power) => 2 ** power);

/** How much the operator had grown by, call by call; it grows in steps. */
export function memory({ memory: { calls: at, bytes } }, area) {
  const options = {
    ...plain,
    scales: { x: { time: false }, y: {} },
    axes: [calls(area), axis(area, { size: 72, incrs: STEPS, values: (_, splits) => splits.map(size) })],
    series: [{}, line(area, "accent-text", { paths: uPlot.paths.stepped({ align: 1 }) })],
  };
  return { options, data: [at, bytes] };
}
