/** YAML in three inks: keys, scalars, literals; and comments set back. JSON is read by the same grammar. */

import { yaml } from "@codemirror/lang-yaml";
import { syntaxTree } from "@codemirror/language";
import { Compartment, EditorState, RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

/** Above this many characters the text is shown in one ink: reading a grammar is not worth the wait. */
const HIGHLIGHTED = 2_000_000;

/** What kubectl reads as a null, a boolean or a number when it is not quoted. */
const LITERAL =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|\.inf|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)|\.nan)$/i;

const inked = (name: string) => Decoration.mark({ class: `cm-ink-${name}` });
const INK = { key: inked("key"), literal: inked("literal"), comment: inked("comment"), setBack: inked("set-back") };

/**
 * Reads and colours YAML, as long as the text is not too long for it.
 *
 * @param length - characters of the text that the editor starts with
 */
export function yamlHighlighting(length: number): Extension {
  const compartment = new Compartment();
  const chosen = (characters: number): Extension => (characters > HIGHLIGHTED ? [] : [yaml(), inks]);
  return [
    compartment.of(chosen(length)),
    EditorState.transactionExtender.of((transaction) => {
      if (!transaction.docChanged) return null;
      const before = transaction.startState.doc.length;
      const after = transaction.newDoc.length;
      return before > HIGHLIGHTED === after > HIGHLIGHTED
        ? null
        : { effects: compartment.reconfigure(chosen(after)) };
    }),
  ];
}

const inks = ViewPlugin.define(
  (view) => ({
    tree: syntaxTree(view.state),
    decorations: inkedText(view),
    update(update: ViewUpdate) {
      const tree = syntaxTree(update.state);
      if (tree === this.tree && !update.docChanged && !update.viewportChanged) return;
      this.tree = tree;
      this.decorations = inkedText(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

function inkedText(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  let done = 0;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const ink = inkOf(node.name, () => (node.to - node.from > 40 ? "" : doc.sliceString(node.from, node.to)));
        if (!ink || node.from < done || node.from === node.to) return undefined;
        builder.add(node.from, node.to, ink);
        done = node.to;
        return false;
      },
    });
  }
  return builder.finish();
}

function inkOf(name: string, text: () => string): Decoration | null {
  switch (name) {
    case "Key":
      return INK.key;
    case "Comment":
      return INK.comment;
    case "Literal":
      return LITERAL.test(text()) ? INK.literal : null;
    case "DirectiveEnd":
    case "DocEnd":
    case "Directive":
    case "BlockLiteralHeader":
    case "Tag":
      return INK.setBack;
    default:
      return /^[-?:,[\]{}]$/.test(name) ? INK.setBack : null;
  }
}
