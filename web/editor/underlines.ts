/** The underline of each finding, on its exact span. Only what is in view is drawn, whatever the number of findings. */

import { RangeSet, type Range, type Text } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

import { describe, findingsField, type Group } from "./findings";
import { toneClass } from "./marks";

/** Draws underlines for the findings in {@link findingsField}. */
export const underlines = ViewPlugin.define(
  (view) => ({
    decorations: drawn(view),
    update(update: ViewUpdate) {
      const changed = update.startState.field(findingsField) !== update.state.field(findingsField);
      if (changed || update.docChanged || update.viewportChanged) this.decorations = drawn(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

function drawn(view: EditorView): DecorationSet {
  const groups = view.state.field(findingsField);
  if (groups === RangeSet.empty) return Decoration.none;
  const { doc } = view.state;
  const marks: Range<Decoration>[] = [];
  const seen = new Set<Group>();
  for (const range of view.visibleRanges) {
    groups.between(range.from, range.to, (from, to, group) => {
      if (seen.has(group)) return;
      seen.add(group);
      const mark = underline(group);
      for (const [start, end] of pieces(doc, from, to, view.viewport)) marks.push(mark.range(start, end));
    });
  }
  return Decoration.set(marks, true);
}

function underline(group: Group): Decoration {
  const { severity } = group.worst;
  return Decoration.mark({
    class: `cm-finding cm-finding-${severity} ${toneClass(severity)}`,
    attributes: { title: describe(group.findings) },
  });
}

/** The parts of a span in view, line by line, without indentation. An empty span takes a neighbour, to be seen. */
function* pieces(doc: Text, from: number, to: number, view: { from: number; to: number }): Iterable<[number, number]> {
  if (from === to) {
    const line = doc.lineAt(from);
    if (to < line.to) yield [from, to + 1];
    else if (from > line.from) yield [from - 1, to];
    return;
  }
  let start = Math.max(from, view.from);
  const last = Math.min(to, view.to);
  while (start < last) {
    const line = doc.lineAt(start);
    const indent = start === line.from && start > from ? line.text.search(/\S|$/) : 0;
    const end = Math.min(last, line.to);
    if (start + indent < end) yield [start + indent, end];
    start = line.to + 1;
  }
}
