/** Typing over a selection of several lines, kept from the browser: it would join the lines with styles that the page forbids. */

import { EditorView } from "@codemirror/view";

/** Replaces such a selection in the state; CodeMirror then draws the lines anew. */
export const typingOverLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    if (event.inputType !== "insertText" || !event.data || event.isComposing || state.readOnly) return false;
    const { from, to } = state.selection.main;
    if (state.doc.lineAt(from).to >= to) return false;
    view.dispatch(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});
