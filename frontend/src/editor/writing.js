/**
 * The textarea that the form sends holds what is in the editor. To write a large text there takes longer than a key may:
 * then the textarea answers with the text when it is read, and the form gets it when it is sent.
 */
import { isLarge } from "./large.js";

const { get, set } = /** @type {{get: () => string, set: (text: string) => void}} */ (
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value"));

/** @type {WeakMap<HTMLTextAreaElement, import("@codemirror/state").Text>} */
const unwritten = new WeakMap();

/** @param {HTMLTextAreaElement} area */
const answering = (area) =>
  Object.defineProperty(area, "value", {
    configurable: true,
    get: () => unwritten.get(area)?.toString() ?? get.call(area),
    set(text) {
      unwritten.delete(area);
      set.call(area, text);
    },
  });

/** @param {HTMLTextAreaElement} area @param {import("@codemirror/state").Text} doc */
export function write(area, doc) {
  if (!isLarge(doc)) return void (area.value = doc.toString());
  if (!Object.hasOwn(area, "value")) answering(area);
  unwritten.set(area, doc);
}

document.addEventListener("formdata", ({ target, formData }) => {
  for (const field of /** @type {HTMLFormElement} */ (target).elements) {
    const doc = field instanceof HTMLTextAreaElement && formData.has(field.name) ? unwritten.get(field) : null;
    if (doc) formData.set(/** @type {HTMLTextAreaElement} */ (field).name, doc.toString());
  }
});
