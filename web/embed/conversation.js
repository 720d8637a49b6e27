// Messages between a page and the playground in its frame, version 1. Only that frame, of that origin, is heard.

const PROTOCOL = 1;
const ANSWER_MS = 30_000;

export class Conversation {
  #frame;
  #origin;
  #hear;
  #next = 1;
  #waiting = new Map();
  #listener = (event) => this.#received(event);

  constructor(frame, origin, hear) {
    this.#frame = frame;
    this.#origin = origin;
    this.#hear = hear;
    addEventListener("message", this.#listener);
  }

  say(message) {
    this.#frame.contentWindow?.postMessage({ plimsoll: PROTOCOL, ...message }, this.#origin);
  }

  /** Says something that is answered. */
  ask(message) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#settle(id, { error: "the playground did not answer within 30 seconds" }), ANSWER_MS);
      this.#waiting.set(id, { resolve, reject, late });
      this.say({ ...message, id });
    });
  }

  end() {
    removeEventListener("message", this.#listener);
    for (const id of [...this.#waiting.keys()]) this.#settle(id, { error: "the playground was taken away" });
  }

  #received({ source, origin, data }) {
    if (source !== this.#frame.contentWindow || origin !== this.#origin || data?.plimsoll !== PROTOCOL) return;
    if (data.id === undefined) this.#hear(data);
    else this.#settle(data.id, data.type === "error" ? { error: data.message } : data);
  }

  #settle(id, answer) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.late);
    if (answer.error) waiting.reject(new Error(answer.error));
    else waiting.resolve(answer);
  }
}
