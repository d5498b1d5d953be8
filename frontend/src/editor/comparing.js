/** On the page of two revisions: the changes side by side, where the page has both texts. Without it they are a list. */

/** @param {Element} box @returns {{left: string, right: string} | null} */
function textsOf(box) {
  const [left, right] = ["left", "right"].map((name) => /** @type {HTMLTextAreaElement | null} */ (box.querySelector(`[data-text-${name}]`)));
  return left && right ? { left: left.value, right: right.value } : null;
}

/** @param {HTMLElement} box */
async function show(box) {
  const texts = textsOf(box);
  const parent = box.querySelector("[data-side-by-side-view]");
  if (!texts || !parent) return;
  const { compare } = await import("./merge.js");
  const { path = "", language = "text", older = "", newer = "" } = box.dataset;
  compare({ parent, language, left: { doc: texts.left, label: `${path}, ${older}` }, right: { doc: texts.right, label: `${path}, ${newer}` } });
  box.classList.add("is-side-by-side");
}

/** Each is made when it comes into sight. */
export function startComparing() {
  const boxes = document.querySelectorAll("[data-side-by-side]");
  if (!boxes.length) return;
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      show(/** @type {HTMLElement} */ (target));
    }
  });
  boxes.forEach((box) => seen.observe(box));
}
