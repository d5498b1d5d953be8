/** Says something to everyone: a toast that is also the page's live region. */

const SHOWN_MS = 4000;

/** @param {string} text one plain sentence */
export function announce(text) {
  const region = document.getElementById("live");
  if (!region) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  region.replaceChildren(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
