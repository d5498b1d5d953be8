/** How a screen reader names the editor: as the textarea it stands for. */

/** @param {HTMLTextAreaElement} area @returns {Record<string, string>} attributes of the editable element */
export function namesOf(area) {
  const label = area.getAttribute("aria-label") ?? area.labels?.[0]?.textContent?.trim() ?? area.name;
  const described = area.getAttribute("aria-describedby");
  return {
    "aria-label": label,
    ...(described ? { "aria-describedby": described } : {}),
    ...(area.getAttribute("aria-invalid") === "true" ? { "aria-invalid": "true" } : {}),
    spellcheck: "false",
    tabindex: "0", // focusable by itself; accessibility checkers look for it inside a scrolling box
  };
}
