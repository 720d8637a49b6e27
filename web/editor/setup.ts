/** Everything a state of the editor is made of. */

import { history } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { search } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  lineNumbers,
  type ViewUpdate,
} from "@codemirror/view";

import { findingsAt, findingsField, type Finding } from "./findings";
import { findingsGutter } from "./gutter";
import { hereField } from "./here";
import { LEAVING, keys, type Direction } from "./keys";
import { panels } from "./panel";
import { lineEndingOf, lineEndings } from "./text";
import { theme } from "./theme";
import { typingOverLines } from "./typing";
import { underlines } from "./underlines";
import { yamlHighlighting } from "./yaml";

/** What the element is told. */
export interface Listener {
  /** The text, the caret or the selection changed. */
  updated(update: ViewUpdate): void;
  /** The reader pressed a mark. */
  picked(findings: readonly Finding[]): void;
  /** The reader asked for the next or the previous finding. */
  walked(direction: Direction): void;
}

/** What the page may change while the editor stands. */
export interface Settings {
  readonly label: string;
  readonly readOnly: boolean;
}

const settingsCompartment = new Compartment();

/** The effect that puts `settings` in force. */
export function applySettings(settings: Settings) {
  return settingsCompartment.reconfigure(fromSettings(settings));
}

/** A state that holds `doc`, with nothing to undo. */
export function createState(doc: string, settings: Settings, listener: Listener): EditorState {
  const picked = (findings: readonly Finding[]) => listener.picked(findings);
  return EditorState.create({
    doc,
    extensions: [
      settingsCompartment.of(fromSettings(settings)),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      lineEndings(lineEndingOf(doc)),
      history(),
      findingsField,
      // Before the inks: an underline drawn around them is one line, not one for each ink.
      underlines,
      hereField,
      yamlHighlighting(doc.length),
      lineNumbers(),
      findingsGutter(picked),
      drawSelection(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      bracketMatching(),
      indentOnInput(),
      search({ top: true }),
      keys((direction) => listener.walked(direction)),
      theme,
      panels,
      typingOverLines,
      pointing(picked),
      EditorView.updateListener.of((update) => listener.updated(update)),
    ],
  });
}

function fromSettings({ label, readOnly }: Settings): Extension {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-description": LEAVING }),
  ];
}

/** A click on marked text opens its finding. Files that are dropped are for the page: it opens them as files. */
function pointing(picked: Listener["picked"]): Extension {
  return EditorView.domEventHandlers({
    click(event, view) {
      const marked = event.target instanceof Element && event.target.closest(".cm-finding");
      if (!marked || !view.state.selection.main.empty) return false;
      const offset = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      const findings = findingsAt(view.state.field(findingsField), offset);
      if (findings.length) picked(findings);
      return false;
    },
    drop: (event) => Boolean(event.dataTransfer?.files.length),
  });
}
