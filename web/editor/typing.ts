/** Typing that must not go through the browser's own editing, which CodeMirror otherwise reads back from the page. */

import type { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Above this many characters, reading a line back from the page takes longer than a frame. */
const LONG_LINE = 50_000;

/** Puts what is typed into the state at once, where reading it back would be slow or against the rules of the page. */
export const directTyping = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    if (event.inputType !== "insertText" || !event.data || event.isComposing || state.readOnly) return false;
    if (!mustBeDirect(state)) return false;
    view.dispatch(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

function mustBeDirect(state: EditorState): boolean {
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  // Over several lines the browser would join them with a style attribute, which a strict policy reports.
  return to > line.to || line.length > LONG_LINE;
}
