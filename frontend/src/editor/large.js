/** What is done at every key with a usual file is done less often with a very long one, so that typing stays quick. */

const LARGE = 100_000; // characters; hardly anybody writes a longer module by hand

/** @param {import("@codemirror/state").Text} doc */
export const isLarge = (doc) => doc.length > LARGE;

/** How long to wait for more keys. @param {import("@codemirror/state").Text | undefined} doc @param {number} ms with a usual file */
export const pause = (doc, ms) => (doc && isLarge(doc) ? ms * 4 : ms);
