/** What makes reading easier and costs time by the length of the text: left out where the text is too long for it. */

import { bracketMatching, indentOnInput } from "@codemirror/language";
import { Compartment, EditorState, type Extension, type Text } from "@codemirror/state";
import { highlightSpecialChars } from "@codemirror/view";

import { yaml } from "./inks";

/** Characters of a text above which it is shown in one ink. */
const LONG_TEXT = 2_000_000;

/** Characters a line, on average, above which a text was not written by hand. */
const LONG_LINES = 10_000;

const COMFORTS: Extension = [yaml, bracketMatching(), indentOnInput(), highlightSpecialChars()];

/** Inks, bracket matching and a sign for characters that hide, while `doc` or what becomes of it is not too long. */
export function comforts(doc: Text): Extension {
  const compartment = new Compartment();
  const chosen = (text: Text): Extension => (tooLong(text) ? [] : COMFORTS);
  return [
    compartment.of(chosen(doc)),
    EditorState.transactionExtender.of((transaction) => {
      if (!transaction.docChanged) return null;
      const { startState, newDoc } = transaction;
      return tooLong(startState.doc) === tooLong(newDoc) ? null : { effects: compartment.reconfigure(chosen(newDoc)) };
    }),
  ];
}

function tooLong({ length, lines }: Text): boolean {
  return length > LONG_TEXT || length / lines > LONG_LINES;
}
