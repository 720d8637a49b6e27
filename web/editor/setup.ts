/** Everything a state of the editor is made of. */

import { history } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { search } from "@codemirror/search";
import { Compartment, EditorState, Text, type Extension } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  lineNumbers,
  type ViewUpdate,
} from "@codemirror/view";

import { comforts } from "./comforts";
import { findingsAt, findingsField, type Finding } from "./findings";
import { findingsGutter } from "./gutter";
import { hereField } from "./here";
import { LEAVING, keys, type Direction } from "./keys";
import { lineEndingOf, lineEndings } from "./lines";
import { panels } from "./panel";
import { theme } from "./theme";
import { directTyping } from "./typing";
import { underlines } from "./underlines";

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

/** A state that holds `text`, with nothing to undo. */
export function createState(text: string, settings: Settings, listener: Listener): EditorState {
  const picked = (findings: readonly Finding[]) => listener.picked(findings);
  const doc = Text.of(text.split(/\r\n?|\n/));
  return EditorState.create({
    doc,
    extensions: [
      settingsCompartment.of(fromSettings(settings)),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      lineEndings(lineEndingOf(text)),
      history(),
      findingsField,
      // Before the inks: an underline drawn around them is one line, not one for each ink.
      underlines,
      hereField,
      comforts(doc),
      lineNumbers(),
      findingsGutter(picked),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      search({ top: true }),
      keys((direction) => listener.walked(direction)),
      theme,
      panels,
      directTyping,
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
