import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings, TextStorage } from "./storage.js";

const TEXT = "plimsoll.text.v1";
const SETTINGS = "plimsoll.settings.v1";

function memory(entries = {}) {
  const map = new Map(Object.entries(entries));
  return { map, getItem: (key) => map.get(key) ?? null, setItem: (key, text) => map.set(key, text), removeItem: (key) => map.delete(key) };
}

const throwing = (name) => () => {
  throw new DOMException("no", name);
};

test("text is kept once typing pauses", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const backend = memory();
  const storage = new TextStorage(() => backend);
  assert.equal(storage.read(), null);
  storage.keep("a");
  storage.keep("ab");
  assert.equal(backend.map.has(TEXT), false);
  context.mock.timers.tick(1000);
  assert.equal(storage.read(), "ab");
  assert.equal(storage.problem, null);
});

test("leaving the page keeps what was not kept yet", () => {
  const backend = memory();
  const storage = new TextStorage(() => backend);
  storage.keep("a");
  storage.flush();
  assert.equal(backend.map.get(TEXT), "a");
});

test("a link's text replaces the person's own only when they change it", () => {
  const backend = memory({ [TEXT]: "mine" });
  const storage = new TextStorage(() => backend);
  storage.leaveAlone("from a link");
  storage.keep("from a link");
  storage.flush();
  assert.equal(storage.read(), "mine");
  storage.keep("from a link, changed");
  storage.flush();
  assert.equal(storage.read(), "from a link, changed");
});

test("nothing is left when everything is forgotten", () => {
  const backend = memory({ [TEXT]: "a", [SETTINGS]: "{}", other: "stays" });
  const storage = new TextStorage(() => backend);
  storage.keep("b");
  storage.forget();
  storage.flush();
  assert.deepEqual([...backend.map.keys()], ["other"]);
});

test("storage that is absent, forbidden or full is never fatal, and is told once", () => {
  const full = { ...memory(), setItem: throwing("QuotaExceededError") };
  for (const [backend, expected] of [
    [() => undefined, /keeps nothing/],
    [throwing("SecurityError"), /keeps nothing/],
    [() => full, /is full/],
  ]) {
    const storage = new TextStorage(backend);
    storage.read();
    storage.keep("a");
    storage.flush();
    const problem = storage.problem;
    assert.match(problem, expected);
    storage.forget();
    assert.equal(storage.problem, problem);
  }
});

test("settings that do not read are no settings", () => {
  assert.deepEqual(readSettings(() => memory({ [SETTINGS]: '{"theme":"dark"}' })), { theme: "dark" });
  for (const text of ["", "{", "null", "3"]) assert.deepEqual(readSettings(() => memory({ [SETTINGS]: text })), {}, text);
  assert.deepEqual(readSettings(throwing("SecurityError")), {});
});
