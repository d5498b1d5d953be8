/** What other parts put into every editor of a whole file; they may come late, after the file is on the screen. */
import { Compartment } from "@codemirror/state";

/** @typedef {(path: string, language: string) => import("@codemirror/state").Extension} Maker */

/** @type {Maker[]} */
const makers = [];
const place = new Compartment();

/** @param {string} path @param {string} language */
const made = (path, language) => makers.map((make) => make(path, language));

/** For a new state. @param {string} path @param {string} language */
export const extensionsOf = (path, language) => place.of(made(path, language));

/** For a state that exists. @param {string} path @param {string} language */
export const extensionsAnew = (path, language) => place.reconfigure(made(path, language));

/** @param {Maker} make */
export const addExtension = (make) => void makers.push(make);
