/** What the keys do. Tab indents; Escape, then Tab, leaves the editor, so that nobody is caught in it. */

import { defaultKeymap, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { getIndentUnit } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { EditorSelection, type Extension, type StateCommand } from "@codemirror/state";
import { EditorView, keymap, type KeyBinding } from "@codemirror/view";

/** Said to those who cannot see that Tab stays in the editor. */
export const LEAVING = "Press Escape, then Tab, to leave the editor";

/** How long Tab leaves the editor after Escape, unless another key is pressed. */
const LEAVING_MS = 15_000;

/** Which way a walk through the findings goes. */
export type Direction = 1 | -1;

/**
 * The key bindings.
 *
 * @param walk - called for F8 and Shift-F8
 */
export function keys(walk: (direction: Direction) => void): Extension {
  const own: readonly KeyBinding[] = [
    { key: "F8", run: () => (walk(1), true), shift: () => (walk(-1), true), preventDefault: true },
    { key: "Tab", run: indent, shift: indentLess },
  ];
  return [keymap.of([...own, ...searchKeymap, ...historyKeymap, ...defaultKeymap]), leaving];
}

/** Indents the line when the caret stands in its indentation, else goes to the next stop. YAML has no tabs. */
const indent: StateCommand = (target) => {
  const { state, dispatch } = target;
  const inIndentation = ({ from }: { from: number }) => {
    const line = state.doc.lineAt(from);
    return !/\S/.test(line.text.slice(0, from - line.from));
  };
  if (state.readOnly || !state.selection.ranges.every((range) => range.empty && !inIndentation(range))) {
    return indentMore(target);
  }
  const unit = getIndentUnit(state);
  const spaces = state.changeByRange((range) => {
    const column = range.from - state.doc.lineAt(range.from).from;
    const insert = " ".repeat(unit - (column % unit));
    return { changes: { from: range.from, insert }, range: EditorSelection.cursor(range.from + insert.length) };
  });
  dispatch(state.update(spaces, { scrollIntoView: true, userEvent: "input" }));
  return true;
};

/** CodeMirror gives two seconds between Escape and Tab, which is short for some hands. */
const leaving = EditorView.domEventObservers({
  keydown(event, view) {
    if (event.key === "Escape") queueMicrotask(() => view.setTabFocusMode(LEAVING_MS));
  },
  blur: (_event, view) => view.setTabFocusMode(false),
});
