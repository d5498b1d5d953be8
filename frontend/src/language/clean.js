/**
 * What the language server sends comes from sources and docstrings of anybody. Signs that a reader cannot see, but which
 * turn lines round or steer a terminal, are taken out before anything is made of a message.
 */

const UNSEEN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const ESCAPED = /\\(?:u([0-9a-fA-F]{4})|[^])/g;
const KEPT = new Set([0x09, 0x0a, 0x0d]);

/** @param {number} code */
const isControl = (code) => (code < 0x20 || (code >= 0x7f && code < 0xa0)) && !KEPT.has(code);

/** @param {string} text */
const isUnseen = (text) => text.replace(UNSEEN, "") === "";

/** @param {string} text as people read it @returns {string} */
export const cleanText = (text) => text.replace(UNSEEN, "").replace(/[^\t\n\r\x20-\x7e\xa0-\uffff]/g, "");

/** @param {string} frame JSON, in which signs may be written out @returns {string} */
export const cleanFrame = (frame) =>
  frame.replace(UNSEEN, "").replace(ESCAPED, (all, hex) => {
    if (hex === undefined) return all;
    const code = parseInt(hex, 16);
    return isControl(code) || isUnseen(String.fromCharCode(code)) ? "" : all;
  });
