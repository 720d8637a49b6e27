/** Where the reader is: the line of the open finding, and the one annotation at its end. */

import { MapMode, RangeSet, StateEffect, StateField } from "@codemirror/state";
import type { EditorState, Transaction } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, WidgetType, gutterLineClass } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";

import { findingsField, setFindings } from "./findings";
import { toneClass, type Severity } from "./marks";

/** The finding that is open in the results. */
export interface Open {
  readonly id: string;
  /** What is said at the end of the line; empty for nothing. */
  readonly annotation: string;
}

/** Opens a finding, or none. A finding that is not known yet opens as soon as it is. */
export const setOpen = StateEffect.define<Open | null>();

interface Here {
  readonly open: Open | null;
  readonly at: number | null;
  readonly severity: Severity;
  readonly line: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}

const NOWHERE: Here = { open: null, at: null, severity: "info", line: Decoration.none, gutter: RangeSet.empty };

/** The open finding and its line. */
export const hereField = StateField.define<Here>({
  create: () => NOWHERE,
  update(here, transaction) {
    let { open } = here;
    let moved = false;
    for (const effect of transaction.effects) {
      if (effect.is(setOpen)) open = effect.value;
      if (effect.is(setOpen) || effect.is(setFindings)) moved = true;
    }
    if (moved) return located(transaction.state, open);
    return transaction.docChanged && here.at !== null ? followed(here, here.at, transaction) : here;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (here) => here.line),
    gutterLineClass.from(field, (here) => here.gutter),
  ],
});

class Annotation extends WidgetType {
  constructor(
    readonly text: string,
    readonly severity: Severity,
  ) {
    super();
  }

  override eq(other: Annotation): boolean {
    return this.text === other.text && this.severity === other.severity;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement("span");
    note.className = `cm-annotation ${toneClass(this.severity)}`;
    note.textContent = this.text;
    return note;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

class HereMark extends GutterMarker {
  override elementClass = "cm-here";
}

const HERE_LINE = Decoration.line({ class: "cm-here" });
const HERE_MARK = new HereMark();

function located(state: EditorState, open: Open | null): Here {
  if (!open) return NOWHERE;
  for (const cursor = state.field(findingsField).iter(); cursor.value; cursor.next()) {
    const finding = cursor.value.findings.find(({ id }) => id === open.id);
    if (finding) return placed(state, open, cursor.from, finding.severity);
  }
  return { ...NOWHERE, open };
}

function followed(here: Here, at: number, transaction: Transaction): Here {
  const now = transaction.changes.mapPos(at, 1, MapMode.TrackDel);
  return here.open && now !== null
    ? placed(transaction.state, here.open, now, here.severity)
    : { ...NOWHERE, open: here.open };
}

function placed(state: EditorState, open: Open, at: number, severity: Severity): Here {
  const line = state.doc.lineAt(at);
  const decorations = [HERE_LINE.range(line.from)];
  if (open.annotation) {
    const widget = new Annotation(open.annotation, severity);
    decorations.push(Decoration.widget({ widget, side: 1 }).range(line.to));
  }
  return { open, at, severity, line: Decoration.set(decorations), gutter: RangeSet.of(HERE_MARK.range(line.from)) };
}
