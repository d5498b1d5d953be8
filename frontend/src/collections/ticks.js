/** `data-check-all="keys"` ticks every checkbox of that name in its form, and shows whether all are ticked. */

/** @param {HTMLInputElement} all @returns {HTMLInputElement[]} */
const boxesOf = (all) => [...(all.form?.querySelectorAll(`input[type=checkbox][name="${CSS.escape(all.dataset.checkAll ?? "")}"]`) ?? [])].map(
  (box) => /** @type {HTMLInputElement} */ (box),
);

/** @param {HTMLInputElement} all */
function show(all) {
  const boxes = boxesOf(all);
  const ticked = boxes.filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

/** @param {Event} event */
function onChange(event) {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
  if (box.dataset.checkAll) {
    boxesOf(box).forEach((each) => {
      each.checked = box.checked;
    });
    return;
  }
  const all = box.form?.querySelector(`[data-check-all="${CSS.escape(box.name)}"]`);
  if (all instanceof HTMLInputElement) show(all);
}

export function startTicks() {
  document.addEventListener("change", onChange);
}
