/** The look, in tokens of the page only: custom properties reach into the shadow root, so themes change it too. */

import { EditorView } from "@codemirror/view";

/** The element itself: it fills what the page gives it and scrolls inside. */
export const hostStyles = `
:host { display: flex; flex-direction: column; flex: 1 1 auto; min-height: 0; min-width: 0; overflow: hidden; }
:host { background: var(--sheet); color: var(--ink); }
:host([hidden]) { display: none; }
.frame { display: flex; flex-direction: column; flex: 1 1 auto; min-height: 0; min-width: 0; }
.frame { container-type: inline-size; }
.tone-critical { --tone: var(--critical); }
.tone-high { --tone: var(--high); }
.tone-medium { --tone: var(--medium); }
.tone-low { --tone: var(--low); }
.tone-info { --tone: var(--info); }
@container (max-width: 480px) { .cm-annotation { display: none; } }
@media (prefers-reduced-motion: reduce) { .frame .cm-scroller > .cm-cursorLayer { animation: none !important; } }
@media (forced-colors: active) {
  .frame .cm-line.cm-here { outline: 1px solid Highlight; outline-offset: -1px; }
  .frame .cm-selectionLayer { display: none; }
  .frame .cm-editor .cm-content .cm-line::selection, .frame .cm-editor .cm-content .cm-line ::selection {
    background-color: Highlight !important; color: HighlightText !important;
  }
}
@media print { .cm-search { display: none; } }
`;

/** The editor and everything in it. */
export const theme = EditorView.theme({
  "&": { flex: "1 1 auto", minHeight: "0", backgroundColor: "var(--sheet)", color: "var(--code-scalar)" },
  // Drawn above the gutters and the lines, which would cover an outline of the editor itself.
  "&.cm-focused": { outline: "none" },
  "&.cm-focused::after": {
    content: '""',
    position: "absolute",
    inset: "0",
    zIndex: "400",
    outline: "var(--focus)",
    outlineOffset: "calc(-1 * var(--stroke-2))",
    pointerEvents: "none",
  },
  ".cm-scroller": {
    flex: "1 1 auto",
    minHeight: "0",
    height: "auto",
    overflow: "auto",
    overscrollBehaviorX: "contain",
    font: "400 var(--t-2)/var(--code-row) var(--mono)",
    fontVariantLigatures: "none",
    scrollbarColor: "var(--edge) transparent",
  },
  ".cm-content": { padding: "var(--s-2) 0 var(--s-5)", caretColor: "var(--here)" },
  ".cm-line": { padding: "0 var(--s-4) 0 var(--s-3)", minHeight: "var(--code-row)" },

  // Behind the selection, which lies behind the text.
  ".cm-activeLine, .cm-line.cm-here": { position: "relative", backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine::before, .cm-line.cm-here::before": {
    content: '""',
    position: "absolute",
    inset: "0",
    zIndex: "-5",
    backgroundColor: "var(--water)",
  },
  "&.cm-focused .cm-line.cm-here::before, .cm-line.cm-here::before": { backgroundColor: "var(--line-here)" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--here)", marginLeft: "-1px" },
  ".cm-selectionHandle": { backgroundColor: "var(--here)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--deep)",
  },

  // Numbers and findings.
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--ink-3)", border: "0" },
  ".cm-gutters.cm-gutters-before": { borderRight: "var(--stroke) solid var(--hairline)" },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "2.875rem",
    padding: "0 2px 0 5px",
    fontSize: "var(--t-1)",
  },
  ".cm-findings": { width: "1.625rem" },
  ".cm-gutterElement.cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-gutterElement.cm-here": { backgroundColor: "var(--line-here)" },
  ".cm-lineNumbers .cm-gutterElement.cm-here": { boxShadow: "inset 3px 0 var(--here)" },
  ".cm-mark": {
    position: "relative",
    display: "grid",
    placeItems: "center",
    width: "100%",
    height: "100%",
    margin: "0",
    padding: "0",
    border: "0",
    background: "none",
    color: "var(--tone)",
    cursor: "pointer",
  },
  ".cm-mark svg": { display: "block", width: "12px", height: "12px", fill: "currentColor" },
  ".cm-mark b": { position: "absolute", right: "1px", top: "1px", font: "700 9px/9px var(--sans)" },

  // Findings in the text.
  ".cm-finding": {
    textDecoration: "underline var(--tone)",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
    cursor: "pointer",
  },
  ".cm-finding-critical": { textDecorationStyle: "double", textDecorationThickness: "2px" },
  ".cm-finding-high": { textDecorationStyle: "solid", textDecorationThickness: "2.5px" },
  ".cm-finding-medium": { textDecorationStyle: "wavy", textDecorationThickness: "1.2px" },
  ".cm-finding-low": { textDecorationStyle: "dashed", textDecorationThickness: "1.5px" },
  ".cm-finding-info": { textDecorationStyle: "dotted", textDecorationThickness: "2px" },
  ".cm-annotation": {
    marginLeft: "var(--s-4)",
    font: "italic 400 var(--t-3)/1 var(--serif)",
    lineHeight: "inherit",
    verticalAlign: "top",
    whiteSpace: "nowrap",
    color: "var(--tone, var(--ink-2))",
  },

  // Three inks.
  ".cm-ink-key": { color: "var(--code-key)" },
  ".cm-ink-literal": { color: "var(--code-literal)" },
  ".cm-ink-comment": { color: "var(--code-comment)", fontStyle: "italic" },
  ".cm-ink-set-back": { color: "var(--ink-3)" },
  ".cm-specialChar": { color: "var(--critical)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--edge)" },
  ".cm-searchMatch": { backgroundColor: "var(--land)", outline: "1px solid var(--coast)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--deep)", outline: "2px solid var(--here)" },

  "@media (pointer: coarse)": {
    // A phone that sees smaller text in a field zooms the page in.
    ".cm-scroller": { fontSize: "var(--t-4)" },
  },
  "@media (max-width: 45em)": {
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "2rem" },
    ".cm-findings": { width: "1.375rem" },
  },
});
