/** Lines and columns as people and compilers count them, from 1, to offsets in a document. */

/** @param {import("@codemirror/state").Text} doc @param {number} number any number; the nearest line answers */
function lineNear(doc, number) {
  return doc.line(Math.min(Math.max(Math.trunc(number) || 1, 1), doc.lines));
}

/** @param {import("@codemirror/state").Text} doc @param {number} line @param {number | null} [column] */
export function offsetOf(doc, line, column) {
  const found = lineNear(doc, line);
  return Math.min(found.from + Math.max((column ?? 1) - 1, 0), found.to);
}

/**
 * Where a diagnostic is drawn; without columns it is the whole line, without its indentation.
 * @param {import("@codemirror/state").Text} doc
 * @param {{line?: number | null, column?: number | null, end_line?: number | null, end_column?: number | null}} place
 */
export function rangeOf(doc, { line, column, end_line: endLine, end_column: endColumn }) {
  const first = lineNear(doc, line ?? 1);
  const indentation = first.text.length - first.text.trimStart().length;
  const from = column ? offsetOf(doc, first.number, column) : first.from + indentation;
  const to = endColumn ? offsetOf(doc, endLine ?? first.number, endColumn) : first.to;
  return { from, to: Math.max(from, to) };
}
