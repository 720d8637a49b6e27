/** Reads YAML, and JSON as YAML, line by line and as far as three inks ask for it. It judges nothing. */

/** What a stretch of text is shown as; what is not named is a scalar. */
export type Ink = "key" | "literal" | "comment" | "set-back";

/** Called for each stretch of a line that has an ink, in order. */
export type Emit = (from: number, to: number, ink: Ink) => void;

/** What a line hands down to the next. */
export interface LineState {
  /** The column that the lines of a block scalar stand right of; null outside of one. */
  readonly block: number | null;
  /** The quote that is open. */
  readonly quote: '"' | "'" | null;
  /** How many flow collections are open. */
  readonly flow: number;
}

/** The state at the start of a document. */
export const START: LineState = { block: null, quote: null, flow: 0 };

/** What kubectl reads as a null, a boolean or a number when it is not quoted. */
const LITERAL =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|\.inf|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)|\.nan)$/i;

const SPACE = /\s*/y;
const MARKER = /(?:---|\.\.\.)(?=\s|$)|%.*/y;
const INDICATOR = /[-?](?=\s|$)/y;
const TAG = /![^\s,[\]{}]*/y;
const ANCHOR = /[&*][^\s,[\]{}]+/y;
const BLOCK = /[|>][-+\d]*(?=\s*(?:#.*)?$)/y;
const QUOTED = { '"': /(?:[^"\\]|\\.)*("|\\?$)/y, "'": /(?:[^']|'')*('|$)/y };
const PLAIN = /\S(?:(?!:(?:\s|$)|\s#).)*/y;
const PLAIN_IN_FLOW = /(?:(?!:(?:[\s,[\]{}]|$)|\s#)[^,[\]{}])+/y;
const COLON = /\s*:(?=\s|$)/y;
const COLON_IN_FLOW = /\s*:/y;

/** Lines that begin a key or a document at the left edge: nothing but a flow collection reaches over them. */
const EDGE = /^[^\s#}\]]/;

const NEXT_DOCUMENT = /^---(?:\s|$)/;

/** Whether a reading may begin at this line without knowing the ones before. */
export function beginsAfresh(line: string): boolean {
  return EDGE.test(line);
}

/** Reads one line, names its inks in order to `emit`, and returns what holds for the next line. */
export function readLine(text: string, state: LineState, emit: Emit): LineState {
  // Whatever a reader left open ends with its document.
  let { flow, quote } = NEXT_DOCUMENT.test(text) ? START : state;
  if (state.block !== null) {
    const indent = text.search(/\S/);
    if (indent < 0 || indent > state.block) return state;
  }
  let at = 0;
  let parent = -1;
  /** Moves past `pattern` when it stands here, and says where that was. */
  const take = (pattern: RegExp): [number, number] | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match?.[0]) return null;
    at = pattern.lastIndex;
    return [match.index, at];
  };
  const inked = (stretch: [number, number] | null, ink: Ink): boolean => {
    if (stretch) emit(...stretch, ink);
    return stretch !== null;
  };
  const isKey = (): boolean => {
    const pattern = flow > 0 ? COLON_IN_FLOW : COLON;
    pattern.lastIndex = at;
    return pattern.test(text);
  };

  if (quote) {
    if (!closes(take(QUOTED[quote]), quote, text)) return { block: null, quote, flow };
    quote = null;
  } else if (flow === 0) {
    inked(take(MARKER), "set-back");
  }
  for (take(SPACE); at < text.length; take(SPACE)) {
    const char = text[at]!;
    if (char === "#" && (at === 0 || /\s/.test(text[at - 1]!))) {
      emit(at, text.length, "comment");
      break;
    }
    if (flow === 0) {
      const dash = take(INDICATOR);
      if (inked(dash, "set-back")) {
        parent = dash![0];
        continue;
      }
      if (inked(take(BLOCK), "set-back")) {
        take(SPACE);
        if (at < text.length) emit(at, text.length, "comment");
        return { block: parent, quote, flow };
      }
    }
    if ("{[".includes(char) || (flow > 0 && "}],".includes(char)) || char === ":") {
      flow += "{[".includes(char) ? 1 : "}]".includes(char) ? -1 : 0;
      emit(at, ++at, "set-back");
    } else if (char === '"' || char === "'") {
      const from = at++;
      const rest = take(QUOTED[char]);
      if (!closes(rest, char, text)) return { block: null, quote: char, flow };
      if (isKey()) {
        emit(from, at, "key");
        parent = from;
      }
    } else if (inked(take(TAG), "set-back") || take(ANCHOR)) {
      continue;
    } else {
      const [from, end] = take(flow > 0 ? PLAIN_IN_FLOW : PLAIN) ?? [at, ++at];
      const scalar = text.slice(from, end).trimEnd();
      if (isKey()) {
        emit(from, from + scalar.length, "key");
        parent = from;
      } else if (scalar.length < 40 && LITERAL.test(scalar)) {
        emit(from, from + scalar.length, "literal");
      }
    }
  }
  return { block: null, quote, flow };
}

function closes(stretch: [number, number] | null, quote: string, text: string): boolean {
  return stretch !== null && text[stretch[1] - 1] === quote;
}
