/** `<code-editor>`: CodeMirror in a shadow root, behind an interface that knows text, places and findings only. */

import { isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorSelection, Transaction } from "@codemirror/state";
import type { EditorState, StateEffect, TransactionSpec } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";

import { centre, type GoToOptions } from "./centre";
import { setFindings, type Finding } from "./findings";
import { hereField, setOpen } from "./here";
import type { Direction } from "./keys";
import { KnownText, lineEndingOf, setLineEnding, withPlainBreaks } from "./lines";
import { applySettings, createState, type Listener, type Settings } from "./setup";
import { Shelf } from "./shelf";
import { takeField, takeProperty } from "./takeover";
import { changesOf, difference, offsetOf, placeOf, type Edit } from "./text";
import { hostStyles } from "./theme";

const sheet = new CSSStyleSheet();
sheet.replaceSync(hostStyles);

/**
 * An editor for manifests. A `<textarea>` inside it works until the element is defined; then its text, its selection
 * and its focus are taken over.
 *
 * Events, all bubbling and composed: `editor-ready`, `editor-change` ({version}), `editor-cursor` ({line, column,
 * selectionLength}), `editor-finding` ({id}), `editor-walk` ({direction}).
 */
export class CodeEditor extends HTMLElement implements Listener {
  static readonly observedAttributes = ["label"];

  readonly #frame = document.createElement("div");
  #view: EditorView | null = null;
  #state: EditorState;
  #scroll: StateEffect<unknown> | null = null;
  #file = "";
  readonly #shelf = new Shelf();
  #settings: Settings = { label: "Editor", readOnly: false };
  #version = 0;
  readonly #known = new KnownText();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    this.#frame.className = "frame";
    shadow.append(this.#frame);
    this.#state = createState("", this.#settings, this);
  }

  connectedCallback(): void {
    if (this.#view || !this.isConnected) return;
    if (document.readyState === "loading" && !this.querySelector("textarea")) {
      // Defined before the page was read to its end: the text may still come.
      document.addEventListener("DOMContentLoaded", () => this.connectedCallback(), { once: true });
      return;
    }
    const early = takeProperty(this, "value");
    const field = takeField(this);
    const text = early === undefined ? field?.text : String(early);
    if (text !== undefined && this.#now.doc.length === 0) this.#begin(text, field?.selection);
    this.#view = new EditorView({
      state: this.#state,
      parent: this.#frame,
      root: this.shadowRoot!,
      ...(this.#scroll && { scrollTo: this.#scroll }),
    });
    if (field?.focused) this.#view.focus();
    if (field) this.#view.scrollDOM.scrollTop = field.scrollTop;
    this.#send("editor-ready", {});
  }

  disconnectedCallback(): void {
    if (!this.#view) return;
    this.#state = this.#view.state;
    this.#scroll = this.#view.scrollSnapshot();
    this.#view.destroy();
    this.#view = null;
  }

  attributeChangedCallback(_name: string, _before: string | null, label: string | null): void {
    this.#settle({ label: label ?? "Editor" });
  }

  /** What a screen reader calls the editor. */
  get label(): string {
    return this.#settings.label;
  }

  set label(label: string) {
    this.setAttribute("label", label);
  }

  /** The whole text, with the line ending of its file. Setting it is one step to undo. */
  get value(): string {
    return this.#known.of(this.#now);
  }

  set value(text: string) {
    if (text === this.value) return;
    const transaction = this.#now.update({
      changes: difference(this.#now.doc.toString(), withPlainBreaks(text)),
      effects: setLineEnding.of(lineEndingOf(text)),
      annotations: [isolateHistory.of("full"), Transaction.userEvent.of("set")],
    });
    // Before the event that tells of it: who hears it asks for the text.
    this.#known.set(transaction.state, text);
    this.#dispatch(transaction);
  }

  /**
   * Turns to another file, whose text is `text`. Each file keeps its own steps to undo, its caret and its scroll
   * position, as long as its text is the one it was left with. This is no `editor-change`, and nothing to undo.
   */
  show(file: string, text: string): void {
    if (file === this.#file) {
      this.value = text;
      return;
    }
    this.#shelf.put(this.#file, { state: this.#now, text: this.value, scroll: this.#view?.scrollSnapshot() ?? null });
    const kept = this.#shelf.take(file, text);
    this.#file = file;
    if (kept) {
      this.#state = kept.state;
      this.#known.set(kept.state, text);
    } else {
      this.#begin(text);
    }
    this.#view?.setState(this.#state);
    this.#settle({});
    if (this.#view && kept?.scroll) this.#dispatch({ effects: kept.scroll });
    this.#sendCursor();
  }

  /** The name of the file that is shown: its text and its steps to undo stay. */
  get file(): string {
    return this.#file;
  }

  set file(file: string) {
    this.#file = file;
  }

  /** Makes all edits in a file that is not shown, and whose text is `text`, as one step to undo there. Gives its new text. */
  editElsewhere(file: string, text: string, edits: readonly Edit[]): string {
    return this.#elsewhere(file, text, (state) => {
      const annotations = [isolateHistory.of("full"), Transaction.userEvent.of("edit")];
      return state.update({ changes: changesOf(state.doc, edits), annotations }).state;
    });
  }

  /** Takes the last step back in a file that is not shown, and whose text is `text`. Gives its text. */
  undoElsewhere(file: string, text: string): string {
    return this.#elsewhere(file, text, (state) => {
      let after = state;
      undo({ state, dispatch: (transaction) => (after = transaction.state) });
      return after;
    });
  }

  #elsewhere(file: string, text: string, change: (state: EditorState) => EditorState): string {
    const kept = this.#shelf.take(file, text);
    const state = change(kept?.state ?? createState(text, this.#settings, this));
    const after = new KnownText().of(state);
    this.#shelf.put(file, { state, text: after, scroll: kept?.scroll ?? null });
    return after;
  }

  /** Lets go of what is kept of a file that is not shown. */
  forget(file: string): void {
    this.#shelf.drop(file);
  }

  /** Makes all edits in one step to undo. Places are those of the text as it is now; edits do not overlap. */
  applyEdits(edits: readonly Edit[]): void {
    const changes = changesOf(this.#now.doc, edits);
    this.#dispatch({ changes, annotations: [isolateHistory.of("full"), Transaction.userEvent.of("edit")] });
  }

  /** Replaces all marks. They follow the text until the next call. */
  setFindings(findings: readonly Finding[]): void {
    this.#dispatch({ effects: setFindings.of(findings) });
  }

  /** Shows the line of a finding, with `annotation` at its end; `null` shows none. Nothing scrolls. */
  openFinding(id: string | null, annotation = ""): void {
    this.#dispatch({ effects: setOpen.of(id === null ? null : { id, annotation }) });
  }

  /** Brings a place to the middle and puts the caret there. The page around the editor scrolls only with the focus. */
  goTo(line: number, column: number, options: GoToOptions = {}): void {
    const { doc } = this.#now;
    const anchor = offsetOf(doc, { line, column });
    const selection = EditorSelection.single(anchor, options.to ? offsetOf(doc, options.to) : anchor);
    const view = this.#view;
    if (options.focus || !view) {
      this.#dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: "center" }) });
      view?.focus();
      return;
    }
    view.dispatch({ selection });
    centre(view, anchor);
  }

  /** Puts the focus in the text. */
  focusEditor(): void {
    this.#view?.focus();
  }

  /** Forbids typing, or allows it again. The page may still set the text. */
  setReadOnly(readOnly: boolean): void {
    this.#settle({ readOnly });
  }

  /** Takes the last step back; false when there is none. */
  undo(): boolean {
    return undo({ state: this.#now, dispatch: (transaction) => this.#dispatch(transaction) });
  }

  /** Makes the step that was last taken back; false when there is none. */
  redo(): boolean {
    return redo({ state: this.#now, dispatch: (transaction) => this.#dispatch(transaction) });
  }

  /** @internal */
  updated(update: ViewUpdate): void {
    if (update.docChanged) this.#send("editor-change", { version: ++this.#version });
    if (update.docChanged || update.selectionSet) this.#sendCursor();
  }

  /** @internal Of several findings on one mark each press opens the next. */
  picked(findings: readonly Finding[]): void {
    const open = this.#now.field(hereField).open?.id;
    const next = findings[findings.findIndex(({ id }) => id === open) + 1] ?? findings[0];
    if (next) this.#send("editor-finding", { id: next.id });
  }

  /** @internal */
  walked(direction: Direction): void {
    this.#send("editor-walk", { direction });
  }

  get #now(): EditorState {
    return this.#view?.state ?? this.#state;
  }

  #dispatch(change: TransactionSpec | Transaction): void {
    if (this.#view) {
      this.#view.dispatch(change as Transaction);
    } else {
      this.#state = change instanceof Transaction ? change.state : this.#state.update(change).state;
    }
  }

  #settle(settings: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#dispatch({ effects: applySettings(this.#settings) });
  }

  /** Starts afresh with `text`: there is nothing to undo. */
  #begin(text: string, caret = { anchor: 0, head: 0 }): void {
    const state = createState(text, this.#settings, this);
    const within = (offset: number) => Math.min(offset, state.doc.length);
    this.#state = state.update({ selection: { anchor: within(caret.anchor), head: within(caret.head) } }).state;
    this.#known.set(this.#state, text);
  }

  #sendCursor(): void {
    const { doc, selection } = this.#now;
    const { from, to, head } = selection.main;
    this.#send("editor-cursor", { ...placeOf(doc, head), selectionLength: to - from });
  }

  #send(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
