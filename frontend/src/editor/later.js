/** Work that may wait until the page is on the screen and can be used. */

/** @param {() => void} work */
export function afterFirstPaint(work) {
  const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ then) => setTimeout(then, 200));
  requestAnimationFrame(() => setTimeout(() => idle(work), 0));
}
