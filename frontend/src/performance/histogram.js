/** How often each duration came: bars, and a line over them for the measurement that it is compared with. */
import uPlot from "uplot";
import { axis, duration, ink, plain } from "./look.js";

const LIMIT_WIDTH_PX = 70;

/**
 * Every bin is one wide, whatever it spans: the axis names its limits.
 * @param {{ histogram: { edges: number[], shares: number[][] } }} charts
 * @param {HTMLElement} area
 */
export function histogram({ histogram: { edges, shares } }, area) {
  const [ours, theirs] = shares;
  const bins = edges.map((_, at) => at);
  const options = {
    ...plain,
    scales: { x: { time: false, range: [0, edges.length - 1] }, y: { range: (_, low, high) => [0, high * 1.05] } },
    axes: [
      axis(area, {
        splits: (/** @type {uPlot} */ chart) => limits(edges.length, chart.bbox.width / devicePixelRatio),
        values: (_, splits) => splits.map((at) => duration(edges[at])),
      }),
      axis(area, { size: 52, values: (_, splits) => splits.map((share) => `${share} %`) }),
    ],
    series: [
      {},
      {
        stroke: ink(area, "accent-text"),
        fill: ink(area, "accent-text"),
        width: 0,
        points: { show: false },
        paths: uPlot.paths.bars({ size: [0.9, Infinity], align: 1 }),
      },
      ...(theirs ? [{ stroke: ink(area, "code-number"), width: 2, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }) }] : []),
    ],
  };
  const data = [bins, [...ours, null], ...(theirs ? [[...theirs, theirs.at(-1)]] : [])];
  return { options, data };
}

/** @param {number} count @param {number} width in CSS pixels */
function limits(count, width) {
  const step = Math.max(1, Math.ceil((count * LIMIT_WIDTH_PX) / width));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
