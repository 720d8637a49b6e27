/** The findings of the text: held as ranges that follow the text through edits until the next check replaces them. */

import { MapMode, RangeSet, RangeValue, StateEffect, StateField, type Range, type Text } from "@codemirror/state";

import { rank, type Severity } from "./marks";
import { offsetOf, type Place } from "./text";

/** A finding as the page gives it. */
export interface Finding {
  readonly id: string;
  readonly from: Place;
  readonly to: Place;
  readonly severity: Severity;
  readonly message: string;
}

/** The findings on one span, the worst first. */
export class Group extends RangeValue {
  constructor(readonly findings: readonly [Finding, ...Finding[]]) {
    super();
  }

  /** The finding that gives the span its mark. */
  get worst(): Finding {
    return this.findings[0];
  }
}
// A span that is deleted as a whole takes an empty finding with it.
Group.prototype.mapMode = MapMode.TrackDel;

/** The findings of one state of the text, by span. */
export type Findings = RangeSet<Group>;

/** Replaces all findings. Their places are those of the text that the transaction leaves. */
export const setFindings = StateEffect.define<readonly Finding[]>();

/** The findings that stand in the text. */
export const findingsField = StateField.define<Findings>({
  create: () => RangeSet.empty,
  update(findings, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setFindings)) return grouped(transaction.newDoc, effect.value);
    }
    return transaction.docChanged ? findings.map(transaction.changes) : findings;
  },
});

/** All findings of `groups` whose span begins in the given range, the worst first. */
export function findingsBeginning(groups: Findings, from: number, to: number): Finding[] {
  const found: Finding[] = [];
  groups.between(from, to, (start, _end, group) => {
    if (start >= from) found.push(...group.findings);
  });
  return found.length > 1 ? found.sort((a, b) => rank(a.severity) - rank(b.severity)) : found;
}

/** All findings whose span holds `offset`; of nested spans the innermost comes first. */
export function findingsAt(groups: Findings, offset: number): readonly Finding[] {
  const found: { length: number; group: Group }[] = [];
  groups.between(offset, offset, (from, to, group) => {
    found.push({ length: to - from, group });
  });
  return found.sort((a, b) => a.length - b.length).flatMap(({ group }) => group.findings);
}

/** What a mark says: one line for each finding. */
export function describe(findings: readonly Finding[]): string {
  return findings.map(({ severity, message }) => `${severity}: ${message}`).join("\n");
}

function grouped(doc: Text, findings: readonly Finding[]): Findings {
  const placed = findings.map((finding) => {
    const from = offsetOf(doc, finding.from);
    return { from, to: Math.max(from, offsetOf(doc, finding.to)), finding };
  });
  placed.sort((a, b) => a.from - b.from || a.to - b.to || rank(a.finding.severity) - rank(b.finding.severity));
  const ranges: Range<Group>[] = [];
  for (let index = 0; index < placed.length; ) {
    const first = placed[index++]!;
    const together: [Finding, ...Finding[]] = [first.finding];
    for (let next; (next = placed[index]) && next.from === first.from && next.to === first.to; index++) {
      together.push(next.finding);
    }
    ranges.push(new Group(together).range(first.from, first.to));
  }
  return RangeSet.of(ranges);
}
