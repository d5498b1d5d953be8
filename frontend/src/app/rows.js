/** Key and value rows: `data-add-row="#list"` adds a copy of the list's `<template>`, `data-remove-row` removes one. */

/** @param {Element} list */
function addRow(list) {
  const template = list.querySelector("template");
  if (!template) return;
  list.insertBefore(template.content.cloneNode(true), template);
  const added = /** @type {HTMLElement | null | undefined} */ (template.previousElementSibling?.querySelector("input, textarea"));
  added?.focus();
}

/** @param {Element} button */
function removeRow(button) {
  const row = button.closest("li");
  const next = row?.nextElementSibling?.querySelector("input, textarea") ?? row?.previousElementSibling?.querySelector("input, textarea");
  row?.remove();
  next?.focus();
}

export function startRows() {
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-add-row], [data-remove-row]");
    if (!button) return;
    const list = document.querySelector(button.getAttribute("data-add-row") || "unknown");
    if (list) addRow(list);
    else if (button.hasAttribute("data-remove-row")) removeRow(button);
  });
}
