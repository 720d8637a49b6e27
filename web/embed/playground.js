// `<plimsoll-playground>`: the playground in a page of documentation. Put `embed.js` of the site into the page; see docs/embedding.md.
// It builds nodes only, so that it works under Trusted Types, and its style is a sheet of its own, so that it needs no `unsafe-inline`.
import { Conversation } from "./conversation.js";
import { addressOf, problemsOf } from "./attributes.js";
import { followScheme } from "./scheme.js";

const SITE = new URL(".", document.currentScript?.src ?? document.baseURI).href;
/** How far from the window an element may be when it begins to load. */
const NEAR = "400px";
const DEFAULT_HEIGHT = 520;
const LEAST_HEIGHT = 160;
const START_MS = 20_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; min-height: ${LEAST_HEIGHT}px; overflow: auto; contain: content; }
  :host([hidden]) { display: none; }
  iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; color-scheme: normal; }
  :host([data-ready]) iframe { visibility: visible; }
  :host([data-ready]) slot { display: none; }
  p { margin: 0; padding: .5em .75em; font: .875rem/1.5 system-ui, sans-serif; border-left: 3px solid currentColor; }
`);

class Playground extends HTMLElement {
  #conversation = null;
  #text = null;
  #unfollow = () => {};
  #near = null;
  #frame = null;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(document.createElement("slot"));
  }

  connectedCallback() {
    this.style.height ||= `${heightOf(this.getAttribute("height"))}px`;
    if (this.#frame) return;
    this.#near = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.#load(), { rootMargin: NEAR });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    this.#near?.disconnect();
    this.#unfollow();
    this.#conversation?.end();
    this.#conversation = null;
    this.#frame?.remove();
    this.#frame = null;
    this.removeAttribute("data-ready");
  }

  /** The text in the playground: a promise. */
  get text() {
    return this.#ask({ type: "get-text" }).then(({ text }) => text);
  }

  /** Replaces the text; before the playground is there, what it opens with. */
  setText(text) {
    this.#text = String(text);
    this.#conversation?.say({ type: "set-text", text: this.#text });
  }

  /** `{findings, counts}` of the text as it stands: a promise. */
  get findings() {
    return this.#ask({ type: "get-findings" }).then(({ findings, counts }) => ({ findings, counts }));
  }

  #ask(message) {
    if (!this.#conversation) return Promise.reject(new Error("the playground is not there yet: wait for `plimsoll-ready`"));
    return this.#conversation.ask(message);
  }

  async #load() {
    this.#near.disconnect();
    for (const problem of problemsOf(this)) this.#note(problem);
    const text = this.#text ?? (await this.#given());
    if (text === null || !this.isConnected) return;
    this.#text ??= text;
    this.#begin();
  }

  // What the element holds, or what its `src` leads to; null where that does not come: then the fallback stays.
  async #given() {
    const src = this.getAttribute("src");
    if (src === null) return codeOf(this);
    try {
      const response = await fetch(src);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return await response.text();
    } catch (error) {
      this.#note(`The manifest at ${src} could not be loaded: ${error?.message ?? error}. Look at \`src\`, and at the page's connect-src.`);
      return null;
    }
  }

  #begin() {
    const frame = document.createElement("iframe");
    const follow = !["light", "dark", "contrast"].includes(this.getAttribute("theme"));
    let scheme = null;
    if (follow) this.#unfollow = followScheme(this, (now) => ((scheme = now), this.#conversation?.say({ type: "set-theme", theme: now })));
    frame.src = addressOf(this, SITE, scheme);
    frame.title = this.getAttribute("label") ?? "Plimsoll, a playground for Kubernetes manifests";
    frame.allow = "clipboard-write; web-share";
    this.#frame = frame;
    this.shadowRoot.append(frame);
    const late = setTimeout(
      () => this.#note("The playground did not start. Look at the page's frame-src, and whether this browser allows scripts in frames."),
      START_MS,
    );
    this.#conversation = new Conversation(frame, new URL(SITE).origin, (message) => {
      if (message.type === "ready") clearTimeout(late);
      this.#hear(message);
    });
  }

  #hear({ type, findings, counts, text, version, message }) {
    if (type === "ready") {
      if (this.#text) this.#conversation.say({ type: "set-text", text: this.#text });
      this.setAttribute("data-ready", "");
      this.#tell("plimsoll-ready", { version });
    } else if (type === "findings") {
      this.#tell("plimsoll-findings", { findings, counts });
    } else if (type === "text") {
      this.#text = text;
      this.#tell("plimsoll-change", { text });
    } else if (type === "error") {
      this.#note(`The playground could not do that: ${message}.`);
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #note(words) {
    const note = document.createElement("p");
    note.setAttribute("role", "note");
    note.textContent = words;
    this.shadowRoot.prepend(note);
    console.warn(`plimsoll-playground: ${words}`);
  }
}

/** Letters of the code in the element, without what belongs to the page's own layout. */
function codeOf(element) {
  const code = element.querySelector("pre code") ?? element.querySelector("pre, code, textarea") ?? element;
  const text = code.tagName === "TEXTAREA" ? code.value : code.textContent;
  return text.replace(/^[ \t]*\n/, "").replace(/\s+$/, "\n");
}

function heightOf(attribute) {
  const height = Number.parseInt(attribute ?? "", 10);
  return Number.isFinite(height) ? Math.max(LEAST_HEIGHT, height) : DEFAULT_HEIGHT;
}

if (!customElements.get("plimsoll-playground")) customElements.define("plimsoll-playground", Playground);
