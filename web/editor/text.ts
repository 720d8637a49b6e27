/** Places, line endings and differences of text. Inside, a line break is one character; outside, a file keeps its own. */

import { invertedEffects } from "@codemirror/commands";
import { StateEffect, StateField, type ChangeSpec, type Extension, type Text } from "@codemirror/state";

/** A place as a person counts: line and column from 1, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The offset of `place`, or the nearest one that exists: a report may be a keystroke older than the text. */
export function offsetOf(doc: Text, place: Place): number {
  if (place.line > doc.lines) return doc.length;
  const line = doc.line(Math.max(1, place.line));
  return Math.min(line.from + Math.max(0, place.column - 1), line.to);
}

/** The place of `offset`. */
export function placeOf(doc: Text, offset: number): Place {
  const line = doc.lineAt(offset);
  return { line: line.number, column: offset - line.from + 1 };
}

/** `text` with one character for every line break, as CodeMirror counts it. */
export function withPlainBreaks(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** The line break that `text` uses: what its first line ends in. */
export function lineEndingOf(text: string): string {
  const feed = text.indexOf("\n");
  return feed > 0 && text[feed - 1] === "\r" ? "\r\n" : "\n";
}

/**
 * The one change that turns `before` into `after`. Equal ends are left alone, so that the caret, the scroll position
 * and the marks outside the difference stay where they are.
 */
export function difference(before: string, after: string): ChangeSpec {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  const room = shorter - start;
  while (end < room && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
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
