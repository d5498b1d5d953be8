/** Draws the charts of a measurement, each as soon as it has a width, and anew when its width or the theme changes. */
import uPlot from "uplot";
import { histogram } from "./histogram.js";
import { latency, memory } from "./lines.js";

const HEIGHT_PX = 180;
const KINDS = { histogram, latency, memory };

/** @type {Map<HTMLElement, uPlot>} */
const drawn = new Map();

/** @param {HTMLElement} area */
function draw(area) {
  const source = area.closest("[data-charts]")?.querySelector("[data-charts-data]")?.textContent;
  const kind = KINDS[/** @type {keyof typeof KINDS} */ (area.dataset.chart)];
  if (!source || !kind) return;
  const { options, data } = kind(JSON.parse(source), area);
  drawn.set(area, new uPlot({ ...options, width: area.clientWidth, height: HEIGHT_PX }, data, area));
}

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const area = /** @type {HTMLElement} */ (target);
    const chart = drawn.get(area);
    if (area.clientWidth === 0) continue; // in a tab that is not shown
    if (!chart) draw(area);
    else if (chart.width !== area.clientWidth) chart.setSize({ width: area.clientWidth, height: HEIGHT_PX });
  }
});

/** Charts that a swap took away are let go, new ones are drawn. */
function look() {
  for (const [area, chart] of drawn) {
    if (area.isConnected) continue;
    chart.destroy();
    drawn.delete(area);
    widths.unobserve(area);
  }
  document.querySelectorAll("[data-chart]").forEach((area) => widths.observe(area));
}

const redraw = () => drawn.forEach((chart) => chart.redraw());

look();
document.addEventListener("htmx:after:swap", look);
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
