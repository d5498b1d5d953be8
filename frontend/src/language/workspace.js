/** The open files as the language server knows them, whether they are on the screen or not. */
import { ChangeSet, Text } from "@codemirror/state";
import { LSPPlugin, Workspace } from "@codemirror/lsp-client";
import { bufferOf } from "../editor/buffers.js";
import { nameOf, uriOf } from "./uris.js";

/** @typedef {import("@codemirror/view").EditorView} EditorView */

class File {
  /** @param {string} uri @param {EditorView} view */
  constructor(uri, view) {
    this.uri = uri;
    this.languageId = "python";
    this.version = 0;
    this.doc = view.state.doc;
    /** @type {EditorView | null} only while it is on the screen */
    this.view = view;
    this.mayBeBehind = false;
  }

  getView() {
    return this.view;
  }

  /** @returns {Text} as it is now */
  get present() {
    if (this.view) return this.view.state.doc;
    const text = this.mayBeBehind && bufferOf(nameOf(this.uri))?.text;
    return typeof text === "string" ? Text.of(text.split("\n")) : this.doc;
  }

  /** Goes on to the text as it is now. @returns {{file: File, prevDoc: Text, changes: ChangeSet} | null} what changed */
  goOn() {
    const { doc: prevDoc, present } = this;
    this.mayBeBehind = false;
    if (present.eq(prevDoc)) return null;
    const plugin = this.view && LSPPlugin.get(this.view);
    const isFollowed = plugin?.syncedDoc === prevDoc;
    const changes = isFollowed ? plugin.unsyncedChanges : ChangeSet.of({ from: 0, to: prevDoc.length, insert: present }, prevDoc.length);
    plugin?.clear();
    this.doc = present;
    this.version += 1;
    return { file: this, prevDoc, changes };
  }
}

export class OpenFiles extends Workspace {
  /** @type {File[]} */
  files = [];
  isConnected = false;

  /** @param {string} uri */
  getFile(uri) {
    const name = nameOf(uri);
    return this.files.find((file) => nameOf(file.uri) === name) ?? null;
  }

  /** @param {string} uri @param {string} _ @param {EditorView} view */
  openFile(uri, _, view) {
    const known = this.getFile(uri);
    if (known) return void (known.view = view);
    const file = new File(uri, view);
    this.files.push(file);
    if (this.isConnected) this.client.didOpen(file);
  }

  /** It left the screen; for the server it stays open. @param {string} uri @param {EditorView} view */
  closeFile(uri, view) {
    const file = this.getFile(uri);
    if (file?.view === view) file.view = null;
  }

  syncFiles() {
    if (!this.isConnected) return [];
    return this.files.map((file) => file.goOn()).filter((one) => one !== null);
  }

  connected() {
    this.isConnected = true;
    this.files.forEach((file) => {
      file.goOn();
      this.client.didOpen(file);
    });
  }

  disconnected() {
    this.isConnected = false;
  }

  /** @param {string} path of a file that was closed, renamed or deleted */
  forget(path) {
    const file = this.getFile(uriOf(path));
    if (!file) return;
    this.files = this.files.filter((one) => one !== file);
    if (this.isConnected) this.client.didClose(file.uri);
  }

  /** @param {string} path of a file whose text changed */
  changed(path) {
    const file = this.getFile(uriOf(path));
    if (file) file.mayBeBehind = true;
  }
}
