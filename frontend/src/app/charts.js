/**
 * Charts are drawn by a bundle of their own, which is fetched when the first of them comes into sight: a tab that is
 * never opened costs nothing.
 */

/** @type {Set<string>} */
const asked = new Set();

/** Only scripts with the page's nonce run; a script that runs already may read it. */
const nonce = () => /** @type {HTMLScriptElement | null} */ (document.querySelector("script[nonce]"))?.nonce ?? "";

/** @param {string} address */
function script(address) {
  if (asked.has(address)) return;
  asked.add(address);
  const element = document.createElement("script");
  element.nonce = nonce();
  element.src = address;
  document.head.append(element);
}

/** @param {string} address */
function style(address) {
  if (asked.has(address)) return;
  asked.add(address);
  const element = document.createElement("link");
  element.rel = "stylesheet";
  element.href = address;
  document.head.append(element);
}

const inSight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    const { chartsStyle, chartsScript } = /** @type {HTMLElement} */ (target).dataset;
    if (chartsStyle) style(chartsStyle);
    if (chartsScript) script(chartsScript);
    inSight.unobserve(target);
  }
});

/** @param {ParentNode} root */
export function startCharts(root) {
  root.querySelectorAll("[data-charts]").forEach((box) => inSight.observe(box));
}
