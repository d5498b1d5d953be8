/** The forms of the files in the dialog: asked of the server, shown, and closed when what they asked for is done. */

const dialog = () => /** @type {HTMLDialogElement | null} */ (document.getElementById("file-dialog"));

/** @returns {{process: (element: Element) => void} | undefined} htmx, once it is there */
const htmx = () => /** @type {any} */ (globalThis).htmx;

/** @param {string} url @returns {Promise<boolean>} whether the form is in the dialog; else its page is on its way */
export async function loadForm(url) {
  const body = document.getElementById("file-dialog-body");
  const answer = htmx() && body ? await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null) : null;
  if (!body || !answer?.ok) {
    location.assign(url);
    return false;
  }
  body.innerHTML = await answer.text();
  htmx()?.process(body);
  return true;
}

export function showForm() {
  const place = dialog();
  if (!place || place.open) return;
  place.showModal();
  const field = /** @type {HTMLInputElement | null} */ (place.querySelector("[autofocus]"));
  field?.focus();
  if (field?.type === "text") selectName(field);
}

/** The name without its folder and its ending is what is mostly changed. @param {HTMLInputElement} field */
function selectName(field) {
  const start = field.value.lastIndexOf("/") + 1;
  const dot = field.value.lastIndexOf(".");
  field.setSelectionRange(start, dot > start ? dot : field.value.length);
}

/** @param {string} url */
export async function openForm(url) {
  if (await loadForm(url)) showForm();
}

export const closeForm = () => dialog()?.close();

/** The usual name of a beginning, while nobody has typed another. @param {Event} event */
function onStarter(event) {
  const chosen = /** @type {HTMLSelectElement} */ (event.target);
  if (!chosen.matches?.("[data-starter]")) return;
  const names = { helper: "helpers.py", requirements: "requirements.txt", schema: "message.schema.json", test: "test_operator.py", empty: "" };
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("new-file-path"));
  if (!field) return;
  const name = field.value.slice(field.value.lastIndexOf("/") + 1);
  if (name && !Object.values(names).includes(name)) return;
  field.value = field.value.slice(0, field.value.length - name.length) + (names[/** @type {keyof names} */ (chosen.value)] ?? "");
}

export function startForms() {
  document.addEventListener("change", onStarter);
  document.addEventListener("click", (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-file-form]"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openForm(link.href);
  });
}
