// The person's text and settings, kept in this browser. Storage may be absent, full or forbidden: nothing here throws, the first
// problem is remembered in words, and the page goes on without.
import { embedded } from "./embedded.js";

const TEXT = "plimsoll.text.v1";
const FILES = "plimsoll.files.v1";
// Whoever writes puts a word of their own here, so that others see that it was not theirs.
const WRITER = "plimsoll.writer.v1";
const SETTINGS = "plimsoll.settings.v1";
const QUIET_MS = 400;

const localStorageOrThrow = () => globalThis.localStorage;

/** What the person chose, or what the page around this one did. */
export function readSettings(backend = localStorageOrThrow) {
  if (embedded) return embedded.settings;
  try {
    const settings = JSON.parse(backend().getItem(SETTINGS) ?? "{}");
    return settings !== null && typeof settings === "object" ? settings : {};
  } catch {
    return {};
  }
}

/** Keeps the choices. Storage may be absent or full: then they last as long as the page. */
export function keepSettings(json, backend = localStorageOrThrow) {
  try {
    backend().setItem(SETTINGS, json);
  } catch {
    // What was chosen holds as long as the page, as the notice about the storage says.
  }
}

export class TextStorage {
  #backend;
  #pending = null;
  #timer = 0;
  #problem = null;
  #foreign = null;
  #pendingFiles = null;
  #seen = undefined;
  #conflict = false;

  constructor(backend = localStorageOrThrow) {
    this.#backend = backend;
  }

  /** The first thing that went wrong, or null. */
  get problem() {
    return this.#problem;
  }

  /** The kept text, or null where there is none. */
  read() {
    return this.#attempt("read", (storage) => {
      this.#look(storage);
      return storage.getItem(TEXT);
    });
  }

  /** The kept files, the shown one without its text: `[{path, text}]`. What does not read is passed over. */
  readFiles() {
    const kept = this.#attempt("read", (storage) => storage.getItem(FILES));
    try {
      const files = JSON.parse(kept ?? "[]");
      return Array.isArray(files) ? files.filter((file) => typeof file?.path === "string") : [];
    } catch {
      return [];
    }
  }

  /** Whether another page has written since this one read or wrote: then this one writes no more until `settle`. */
  get conflict() {
    return this.#conflict;
  }

  /** This page's files are kept from now on. */
  settle() {
    this.#attempt("read", (storage) => {
      this.#seen = storage.getItem(WRITER);
    });
    this.#conflict = false;
    this.flush();
  }

  // Who reads first notes whose files they are.
  #look(storage) {
    if (this.#seen === undefined) this.#seen = storage.getItem(WRITER);
  }

  /** Keeps the list of files, JSON of `[{path, text}]` with the shown one's text left out, and that text, at once. */
  keepFiles(files, text) {
    if (text === this.#foreign) return;
    this.#pendingFiles = files;
    this.keep(text);
    this.flush();
  }

  /** A text that came by a link does not take the place of the person's own until they change it. */
  leaveAlone(text) {
    this.#foreign = text;
  }

  /** Keeps the text once typing pauses, or when `flush` is called. */
  keep(text) {
    if (text === this.#foreign) return;
    this.#foreign = null;
    this.#pending = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), QUIET_MS);
  }

  flush() {
    clearTimeout(this.#timer);
    const text = this.#pending;
    if (text === null) return;
    this.#attempt("kept", (storage) => {
      this.#look(storage);
      if (storage.getItem(WRITER) !== this.#seen) {
        this.#conflict = true;
        return;
      }
      this.#pending = null;
      const files = this.#pendingFiles;
      this.#pendingFiles = null;
      if (files !== null) storage.setItem(FILES, files);
      storage.setItem(TEXT, text);
      this.#seen = `${Date.now()} ${Math.random()}`;
      storage.setItem(WRITER, this.#seen);
    });
  }

  /** Removes everything that this product keeps. */
  forget() {
    clearTimeout(this.#timer);
    this.#pending = null;
    this.#pendingFiles = null;
    this.#attempt("removed", (storage) => {
      for (const key of [TEXT, FILES, WRITER]) storage.removeItem(key);
      this.#seen = null;
      this.#conflict = false;
      storage.removeItem(SETTINGS);
    });
  }

  #attempt(deed, action) {
    try {
      const storage = this.#backend();
      if (storage == null) throw new TypeError("no storage");
      return action(storage);
    } catch (error) {
      this.#problem ??= describe(error, deed);
      return null;
    }
  }
}

function describe(error, deed) {
  if (error?.name === "QuotaExceededError") {
    return "this browser's storage is full: your text is lost when the page closes, so save it to a file";
  }
  return deed === "removed"
    ? "this browser does not give access to its storage: what is kept here can be removed in the browser's own settings"
    : "this browser keeps nothing for this page: your text is lost when the page closes, so save it to a file";
}
