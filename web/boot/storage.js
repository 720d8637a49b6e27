// The person's text and settings, kept in this browser. Storage may be absent, full or forbidden: nothing here throws, the first
// problem is remembered in words, and the page goes on without.
import { embedded } from "./embedded.js";

const TEXT = "plimsoll.text.v1";
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

  constructor(backend = localStorageOrThrow) {
    this.#backend = backend;
  }

  /** The first thing that went wrong, or null. */
  get problem() {
    return this.#problem;
  }

  /** The kept text, or null where there is none. */
  read() {
    return this.#attempt("read", (storage) => storage.getItem(TEXT));
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
    this.#pending = null;
    if (text !== null) this.#attempt("kept", (storage) => storage.setItem(TEXT, text));
  }

  /** Removes everything that this product keeps. */
  forget() {
    clearTimeout(this.#timer);
    this.#pending = null;
    this.#attempt("removed", (storage) => {
      storage.removeItem(TEXT);
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
