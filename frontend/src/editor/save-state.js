/** Says whether the open file is saved: `[data-save-state]` holds a word for each state, shown one at a time. */

/** @typedef {"saved" | "unsaved" | "draft" | "saving" | "offline"} SaveState */

/** @param {SaveState} state */
export function showSaveState(state) {
  document.querySelectorAll("[data-save-state]").forEach((place) => {
    place.setAttribute("data-save-state", state);
    place.querySelectorAll("[data-when]").forEach((word) => {
      /** @type {HTMLElement} */ (word).hidden = word.getAttribute("data-when") !== state;
    });
  });
}
