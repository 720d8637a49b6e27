/** The findings gutter: the topmark of the worst finding that begins on a line, and how many there are. */

import { type Extension } from "@codemirror/state";
import { GutterMarker, ViewPlugin, gutter } from "@codemirror/view";

import { describe, findingsBeginning, findingsField, type Finding } from "./findings";
import { toneClass, topmark } from "./marks";

class LineMark extends GutterMarker {
  readonly #words: string;

  constructor(readonly findings: readonly Finding[]) {
    super();
    this.#words = describe(findings);
  }

  override eq(other: LineMark): boolean {
    return this.#words === other.#words;
  }

  override toDOM(): Node {
    const button = document.createElement("button");
    const severity = this.findings[0]?.severity ?? "info";
    button.type = "button";
    // F8 walks the findings from the keyboard: the marks are not a hundred stops on the way through the page.
    button.tabIndex = -1;
    button.className = `cm-mark ${toneClass(severity)}`;
    button.title = this.#words;
    // The count is part of the name, because it is seen: who speaks to the page says what they see.
    const count = this.findings.length;
    button.setAttribute("aria-label", count > 1 ? `${count} findings\n${this.#words}` : this.#words);
    button.append(topmark(severity));
    if (count > 1) {
      const figure = document.createElement("b");
      figure.textContent = String(count);
      button.append(figure);
    }
    return button;
  }
}

/**
 * The gutter.
 *
 * @param pick - called with the findings of a line when its mark is pressed
 */
export function findingsGutter(pick: (findings: readonly Finding[]) => void): Extension {
  const marks = gutter({
    class: "cm-findings",
    lineMarker(view, line) {
      const found = findingsBeginning(view.state.field(findingsField), line.from, line.to);
      return found.length ? new LineMark(found) : null;
    },
    lineMarkerChange: (update) =>
      update.startState.field(findingsField) !== update.state.field(findingsField),
    domEventHandlers: {
      // The caret and the focus stay where they are.
      mousedown: () => true,
      click(view, line, event) {
        if (!(event.target instanceof Element && event.target.closest(".cm-mark"))) return false;
        pick(findingsBeginning(view.state.field(findingsField), line.from, line.to));
        return true;
      },
    },
  });
  return [marks, spoken];
}

/** CodeMirror hides its gutters from screen readers; here only the numbers are hidden, for the marks have words. */
const spoken = ViewPlugin.define((view) => {
  const uncover = () => {
    view.dom.querySelector(".cm-gutters")?.removeAttribute("aria-hidden");
    view.dom.querySelector(".cm-lineNumbers")?.setAttribute("aria-hidden", "true");
  };
  view.requestMeasure({ read: () => undefined, write: uncover });
  return {};
});
