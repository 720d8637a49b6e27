// The editor before the page's wasm: gives it the kept text, and keeps what is typed until the page takes over.

export class EditorText {
  #storage;
  #handedOver = false;

  constructor(storage) {
    this.#storage = storage;
    const keep = (event) => {
      if (!this.#handedOver && event.target.closest?.("#editor")) this.#keep();
    };
    document.addEventListener("editor-change", keep);
    // The text area that stands in until the editor's script has come.
    document.addEventListener("input", keep);
  }

  /** From now on the page says what is kept. */
  handOver() {
    this.#handedOver = true;
  }

  /** Shows `text`, if nothing has been typed meanwhile. Before the editor is defined this is no undo step. */
  show(text) {
    whenParsed(() => {
      const area = textArea();
      if (area && !customElements.get("code-editor")) {
        if (area.value === "") area.value = text;
        return;
      }
      const editor = element();
      if (editor && editor.value === "") editor.value = text;
    });
  }

  #keep() {
    const editor = element();
    const text = customElements.get("code-editor") ? editor?.value : textArea()?.value;
    if (typeof text === "string") this.#storage.keep(text);
  }
}

const element = () => document.getElementById("editor");
const textArea = () => document.querySelector("#editor > textarea");

// `interactive` comes before deferred scripts run, so that the editor starts with the text; DOMContentLoaded would be too late.
function whenParsed(action) {
  if (document.readyState !== "loading" || textArea()) action();
  else document.addEventListener("readystatechange", action, { once: true });
}
