/** Links that open a dialog of the same page; without JavaScript they lead to a page with the same form. */

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const opener = target.closest("[data-dialog]");
  if (opener) return open(event, opener.getAttribute("data-dialog") ?? "");
  if (target.closest("[data-dialog-close]")) {
    event.preventDefault();
    return target.closest("dialog")?.close();
  }
  if (target instanceof HTMLDialogElement) target.close(); // the backdrop belongs to the dialog element itself
}

/** @param {MouseEvent} event @param {string} id */
function open(event, id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return;
  event.preventDefault();
  dialog.showModal();
}

/** The dialog that an event of the server names. @param {Event} event */
function named(event) {
  const dialog = document.getElementById(/** @type {CustomEvent} */ (event).detail?.id ?? "");
  return dialog instanceof HTMLDialogElement ? dialog : null;
}

/** Closing gives the focus back to what had it before. */
export function startDialogs() {
  document.addEventListener("click", onClick);
  document.addEventListener("studio:show-dialog", (event) => {
    const dialog = named(event);
    if (!dialog?.open) dialog?.showModal();
  });
  document.addEventListener("studio:close-dialog", (event) => named(event)?.close());
}
