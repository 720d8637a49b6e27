// The page inside another one keeps nothing in this browser, shows no chrome, and speaks with the page around it by messages of
// version 1 (see docs/embedding.md). Only the parent frame is heard, and only if it is of the origin that the address names; what it may
// read is the text that it gave, since nothing else is here.
import { encode } from "./share.js";

export const PROTOCOL = 1;
const LIMIT = 1024 * 1024;
const QUIET_MS = 200;

/** Why `data` is no message to act on, or null. */
export function refusal(data) {
  if (data === null || typeof data !== "object" || data.plimsoll === undefined) return "not ours";
  if (data.plimsoll !== PROTOCOL) return `this page speaks version ${PROTOCOL} of the messages, not ${String(data.plimsoll)}`;
  if (data.type === "set-text" && typeof data.text !== "string") return "`text` is to be a string";
  if (data.type === "set-text" && data.text.length > LIMIT) return `the text is longer than ${LIMIT} characters`;
  return null;
}

/** Speaks with the page around this one. */
export class Embedding {
  #as;
  #applyTheme;
  #report = null;
  #waiting = [];
  #timer = 0;

  constructor(as, applyTheme) {
    this.#as = as;
    this.#applyTheme = applyTheme;
    document.documentElement.dataset.embed = as.readOnly ? "read-only" : "";
    addEventListener("message", (event) => this.#hear(event));
    document.addEventListener("click", leaveForOtherScreens, true);
    document.addEventListener("editor-change", () => this.#changed());
  }

  /** Tells the page around that texts can be set. */
  begin() {
    customElements.whenDefined("code-editor").then(() => {
      if (this.#as.readOnly) editor().setReadOnly(true);
      document.body.append(bar());
      this.#say({ type: "ready", version: PLIMSOLL_VERSION });
      this.#linkOut();
    });
  }

  /** The page's wasm says what was found. */
  reported(report) {
    this.#report = report.current ? report : null;
    if (!this.#report) return;
    const { findings, counts } = report;
    this.#say({ type: "findings", findings, counts });
    for (const id of this.#waiting.splice(0)) this.#say({ type: "findings", id, findings, counts });
  }

  #hear({ source, origin, data }) {
    if (source !== parent || source === window || origin !== this.#as.origin) return;
    const why = refusal(data);
    if (why === "not ours") return;
    if (why) this.#say({ type: "error", id: data.id, message: why });
    else this.#act(data);
  }

  #act({ type, id, text, theme }) {
    if (type === "set-text") {
      this.#report = null;
      editor().value = text;
    } else if (type === "get-text") {
      this.#say({ type: "text", id, text: editor().value });
    } else if (type === "get-findings") {
      if (this.#report) this.#say({ ...pick(this.#report), type: "findings", id });
      else this.#waiting.push(id);
    } else if (type === "set-theme") {
      this.#applyTheme(document.documentElement, { theme });
    } else {
      this.#say({ type: "error", id, message: `there is no message \`${String(type)}\`` });
    }
  }

  #changed() {
    this.#report = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#say({ type: "text", text: editor().value });
      this.#linkOut();
    }, QUIET_MS);
  }

  async #linkOut() {
    const { file, version } = this.#as.settings;
    const files = [{ path: file ?? "manifest.yaml", text: editor().value }];
    const payload = await encode(JSON.stringify({ files, kubernetesVersion: version }));
    document.querySelector(".embed-bar a")?.setAttribute("href", `#/check/${payload}`);
  }

  #say(message) {
    // A page from disk has the origin `null`, to which nothing can be addressed.
    const target = this.#as.origin === "null" ? "*" : this.#as.origin;
    if (parent !== window && target) parent.postMessage({ plimsoll: PROTOCOL, ...message }, target);
  }
}

const editor = () => document.getElementById("editor");
const pick = ({ findings, counts }) => ({ findings, counts });

// Without chrome there would be no way back: other screens open in a page of their own.
function leaveForOtherScreens(event) {
  const link = event.target.closest?.("a[href^='#/']");
  if (!link) return;
  link.target = "_blank";
  link.rel = "noopener";
}

function bar() {
  const made = document.createElement("div");
  made.className = "embed-bar";
  const link = document.createElement("a");
  link.href = "#/check";
  link.textContent = "Open in Plimsoll";
  made.append(link);
  return made;
}
