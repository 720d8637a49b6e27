/** Draws what {@link readLine} names, in the lines that are in view, and indents as YAML is written. */

import { indentService } from "@codemirror/language";
import { EditorState, RangeSetBuilder, type Extension, type Text } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

import { START, beginsAfresh, readLine, type Ink } from "./yaml";

/** How far back a reading looks for a line to begin at. */
const LOOK_BACK = 1_000;

/** Characters above which a line stays in one ink. */
const LONG_LINE = 20_000;

const DECORATIONS: Readonly<Record<Ink, Decoration>> = {
  key: Decoration.mark({ class: "cm-ink-key" }),
  literal: Decoration.mark({ class: "cm-ink-literal" }),
  comment: Decoration.mark({ class: "cm-ink-comment" }),
  "set-back": Decoration.mark({ class: "cm-ink-set-back" }),
};

const drawing = ViewPlugin.define(
  (view) => ({
    decorations: drawn(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = drawn(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

/** A step more after a line that opens a mapping or a block; else as the line above, seen from behind its dashes. */
const indentation = indentService.of((context, position) => {
  const above = context.lineAt(position, -1);
  const [, lead = "", rest = ""] = /^(\s*(?:-\s+)*)(.*?)\s*(?:\s#.*)?$/.exec(above.text) ?? [];
  return lead.length + (/(?::|(?:^|\s)[|>][-+\d]*)$/.test(rest) ? context.unit : 0);
});

/** YAML in three inks, with its comments and its indentation. */
export const yaml: Extension = [
  drawing,
  indentation,
  EditorState.languageData.of(() => [{ commentTokens: { line: "#" }, indentOnInput: /^\s*[\]}]$/ }]),
];

function drawn(view: EditorView): DecorationSet {
  const { doc } = view.state;
  const builder = new RangeSetBuilder<Decoration>();
  let read = 0;
  for (const { from, to } of view.visibleRanges) {
    const first = doc.lineAt(from).number;
    const last = doc.lineAt(to).number;
    let state = START;
    for (let number = Math.max(startOf(doc, first), read + 1); number <= last; number++) {
      const line = doc.line(number);
      if (line.length > LONG_LINE) continue;
      state = readLine(line.text, state, (start, end, ink) => {
        if (number >= first) builder.add(line.from + start, line.from + end, DECORATIONS[ink]);
      });
    }
    read = last;
  }
  return builder.finish();
}

function startOf(doc: Text, line: number): number {
  const earliest = Math.max(1, line - LOOK_BACK);
  let start = line;
  while (start > earliest && !beginsAfresh(doc.line(start).text)) start--;
  return start;
}
