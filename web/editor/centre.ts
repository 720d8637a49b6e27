/** Going to a place: scrolling inside of the editor only. */

import type { EditorView } from "@codemirror/view";

import type { Place } from "./text";

/** How the page goes to a place. */
export interface GoToOptions {
  /** Moves the focus to the editor as well. */
  readonly focus?: boolean;
  /** Selects up to here; without it, only the caret moves. */
  readonly to?: Place;
}

/**
 * Brings the line of `offset` to the middle. CodeMirror's own scrolling moves what the editor stands in as well: on a
 * phone the page would leave the list that was just pressed.
 */
export function centre(view: EditorView, offset: number): void {
  const line = view.lineBlockAt(offset);
  view.scrollDOM.scrollTo({ top: line.top + (line.height - view.scrollDOM.clientHeight) / 2, left: 0 });
}
