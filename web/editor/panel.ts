/** The look of the search panel and of the "go to line" dialog. */

import { EditorView } from "@codemirror/view";

/** Styles of the panels, in tokens only. */
export const panels = EditorView.theme({
  ".cm-panels": { backgroundColor: "var(--air)", color: "var(--ink)", font: "400 var(--t-3)/var(--lh-ui) var(--sans)" },
  ".cm-panels.cm-panels-top": { borderBottom: "var(--stroke) solid var(--hairline)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "var(--stroke) solid var(--hairline)" },
  ".cm-panel.cm-search, .cm-dialog": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "var(--s-1) var(--s-2)",
    padding: "var(--s-2) calc(var(--target) + var(--s-3)) var(--s-2) var(--s-3)",
  },
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": { margin: "0" },
  ".cm-textfield": {
    flex: "1 1 9rem",
    minWidth: "0",
    minHeight: "var(--target)",
    padding: "0 var(--s-2)",
    border: "var(--stroke) solid var(--edge)",
    borderRadius: "var(--r-1)",
    backgroundColor: "var(--sheet)",
    color: "var(--ink)",
    font: "400 var(--t-2) var(--mono)",
  },
  ".cm-textfield::placeholder": { color: "var(--ink-3)", opacity: "1" },
  ".cm-button": {
    minHeight: "var(--target)",
    padding: "0 var(--s-2)",
    border: "var(--stroke) solid var(--edge)",
    borderRadius: "var(--r-1)",
    background: "var(--sheet)",
    color: "var(--ink)",
    font: "500 var(--t-3) var(--sans)",
    cursor: "pointer",
  },
  ".cm-button:hover": { background: "var(--shoal)" },
  ".cm-button:active": { background: "var(--shoal)" },
  ".cm-panel.cm-search label, .cm-dialog label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "var(--s-1)",
    minHeight: "var(--target)",
    fontSize: "var(--t-2)",
  },
  ".cm-panel input[type=checkbox]": { margin: "0", accentColor: "var(--sea)" },
  ".cm-panel.cm-search [name=close], .cm-dialog-close": {
    position: "absolute",
    top: "var(--s-2)",
    right: "var(--s-2)",
    width: "var(--target)",
    height: "var(--target)",
    border: "0",
    background: "none",
    color: "var(--ink-2)",
    font: "400 var(--t-5)/1 var(--sans)",
    cursor: "pointer",
  },
  ".cm-panel :focus-visible": { outline: "var(--focus)", outlineOffset: "-2px" },
  // Little room: what closes the panel joins the first row, so that three rows are enough.
  "@container (max-width: 480px)": {
    ".cm-panel.cm-search": { paddingRight: "var(--s-3)" },
    ".cm-panel.cm-search [name=close]": { position: "static", order: "1" },
    ".cm-panel.cm-search [name=select], .cm-panel.cm-search label": { order: "2" },
    ".cm-panel.cm-search [name=replace], .cm-panel.cm-search [name=replaceAll]": { order: "3" },
  },
  "@media (pointer: coarse)": { ".cm-textfield": { fontSize: "var(--t-4)" } },
});
