/** The help beside the editor: `data-help` on a link opens it, `data-help="id"` at that place. */

/** @type {string} where to go once the help is there */
let wanted = "";

const dialogOf = () => /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog#help"));

/** @param {string} id @returns {boolean} whether it is there */
function goTo(id) {
  const place = id && document.getElementById(id);
  if (!place || !dialogOf()?.contains(place)) return false;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
  return true;
}

/** Asks for all of it, in place of what a search has left. @param {HTMLDialogElement} dialog */
function fetchAll(dialog) {
  const form = dialog.querySelector("form");
  const search = /** @type {HTMLInputElement | null} */ (dialog.querySelector('input[type="search"]'));
  if (search) search.value = "";
  form?.requestSubmit();
}

/** @param {HTMLDialogElement} dialog @param {string} id */
function open(dialog, id) {
  wanted = id;
  if (!dialog.open) dialog.showModal();
  if (dialog.dataset.fetched === undefined) {
    dialog.dataset.fetched = "";
    fetchAll(dialog);
  } else if (id && !goTo(id)) fetchAll(dialog);
}

/** A link to another part stays in the dialog. @param {MouseEvent} event @param {HTMLDialogElement} dialog @param {Element} target */
function onLink(event, dialog, target) {
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[href*="#"], a[data-help-all]'));
  if (!link || !dialog.contains(link) || link.target) return;
  event.preventDefault();
  wanted = link.hash.slice(1);
  if (!goTo(wanted)) fetchAll(dialog);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const dialog = dialogOf();
  const target = /** @type {Element} */ (event.target);
  if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = target.closest("[data-help]");
  if (!opener) return onLink(event, dialog, target);
  event.preventDefault();
  open(dialog, opener.getAttribute("data-help") ?? "");
}

export function startHelp() {
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:after:swap", () => {
    if (wanted && goTo(wanted)) wanted = "";
  });
}
