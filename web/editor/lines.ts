/** Line endings. Inside, a line break is one character; outside, a file keeps its own. */

import { invertedEffects } from "@codemirror/commands";
import { StateEffect, StateField, type EditorState, type Extension, type Text } from "@codemirror/state";

/** `text` with one character for every line break, as CodeMirror counts it. */
export function withPlainBreaks(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** The line break that `text` uses: what its first line ends in. */
export function lineEndingOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? "\n";
}

/** Changes the line ending of the file. */
export const setLineEnding = StateEffect.define<string>();

/** The line ending of the file. */
export const lineEnding = StateField.define<string>({
  create: () => "\n",
  update: (value, transaction) =>
    transaction.effects.reduce((ending, effect) => (effect.is(setLineEnding) ? effect.value : ending), value),
});

/** Keeps the line ending of a file, which is `initial` at first, through undo as well. */
export function lineEndings(initial: string): Extension {
  return [
    lineEnding.init(() => initial),
    invertedEffects.of((transaction) =>
      transaction.effects.some((effect) => effect.is(setLineEnding))
        ? [setLineEnding.of(transaction.startState.field(lineEnding))]
        : [],
    ),
  ];
}

/** The text of one state: asking twice costs nothing, and what nobody edited is given back to the byte. */
export class KnownText {
  #doc: Text | null = null;
  #text = "";

  /** The text of `state`, in the line ending of its file. */
  of(state: EditorState): string {
    const { doc } = state;
    if (this.#doc !== doc) this.set(state, doc.sliceString(0, doc.length, state.field(lineEnding)));
    return this.#text;
  }

  /** Notes that `text` is what `state` was made from. */
  set(state: EditorState, text: string): void {
    this.#doc = state.doc;
    this.#text = text;
  }
}
