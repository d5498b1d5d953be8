/** Documentation that is shown: markdown of a docstring, of which only text and its shape are left. */
import DOMPurify from "dompurify";
import { cleanText } from "./clean.js";

const TAGS = [
  "p", "br", "hr", "pre", "code", "em", "strong", "del", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
  "table", "thead", "tbody", "tr", "th", "td", "a", "span", "#text",
];
const MOST = 40_000; // signs; more nobody reads in a tooltip

const purifier = DOMPurify(window);

/** The editor's own classes, which colour code; any other could make text look like a part of the page. @param {string} names */
const areColours = (names) => /^(ͼ\w+ ?)+$/.test(names);

purifier.addHook("uponSanitizeElement", (node) => {
  if (node.nodeType === Node.TEXT_NODE) node.textContent = cleanText(node.textContent ?? "");
});

purifier.addHook("uponSanitizeAttribute", (_, data) => {
  if (data.attrName === "class") data.keepAttr = areColours(data.attrValue);
});

purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName !== "A") return;
  if (!/^https?:\/\//i.test(node.getAttribute("href") ?? "")) return node.removeAttribute("href");
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer nofollow");
});

/** A heading of a docstring is no heading of the page. @param {string} html */
const withoutHeadings = (html) => html.replace(/<h[1-6]>/g, "<p><strong>").replace(/<\/h[1-6]>/g, "</strong></p>");

/** @param {string} html @returns {string} nothing in it runs, loads or imitates the page */
export const safe = (html) =>
  withoutHeadings(purifier.sanitize(html, { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ["href", "class"], ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false }));

/** @typedef {string | {kind?: "plaintext" | "markdown", language?: string, value: string}} Content */

/** @param {Content} one @returns {import("vscode-languageserver-protocol").MarkupContent} */
function markup(one) {
  const { value, language, kind } = typeof one === "string" ? { value: one, language: undefined, kind: undefined } : one;
  const text = language === undefined ? value : `\`\`\`${language}\n${value}\n\`\`\``;
  return { kind: kind ?? "markdown", value: text.slice(0, MOST) };
}

/**
 * @param {import("@codemirror/lsp-client").LSPPlugin} plugin @param {Content | Content[]} contents
 * @returns {HTMLElement} to be put into a tooltip
 */
export function documentation(plugin, contents) {
  const element = document.createElement("div");
  element.className = "cm-lsp-documentation";
  const all = Array.isArray(contents) ? contents : [contents];
  element.innerHTML = all.map((one) => plugin.docToHTML(markup(one))).join("");
  return element;
}
