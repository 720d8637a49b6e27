/** Files that are not shown: what is needed to go on with each where it was left. */

import type { EditorState, StateEffect } from "@codemirror/state";

/** A file as it was left. */
export interface Shelved {
  readonly state: EditorState;
  readonly text: string;
  readonly scroll: StateEffect<unknown> | null;
}

/** The files that are not shown, by name. */
export class Shelf {
  readonly #files = new Map<string, Shelved>();

  /** Puts a file away. */
  put(file: string, shelved: Shelved): void {
    this.#files.set(file, shelved);
  }

  /** Takes a file back, unless its text is another one by now. */
  take(file: string, text: string): Shelved | null {
    const shelved = this.#files.get(file);
    this.#files.delete(file);
    return shelved?.text === text ? shelved : null;
  }

  /** Lets go of a file. */
  drop(file: string): void {
    this.#files.delete(file);
  }
}
