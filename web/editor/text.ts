/** Places and differences of text. */

import type { ChangeSpec, Text } from "@codemirror/state";

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

/** A change of the text: what stands between the two places is replaced. */
export interface Edit {
  readonly from: Place;
  readonly to: Place;
  readonly insert: string;
}

/** The changes that `edits` ask for, in offsets of `doc`. */
export function changesOf(doc: Text, edits: readonly Edit[]): ChangeSpec[] {
  return edits.map(({ from, to, insert }) => ({ from: offsetOf(doc, from), to: offsetOf(doc, to), insert }));
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
