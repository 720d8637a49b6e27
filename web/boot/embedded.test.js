import assert from "node:assert/strict";
import { test } from "node:test";

import { embeddedAs, forgetful } from "./embedded.js";
import { refusal } from "./embedding.js";

test("an address without embed=1 is not embedded", () => {
  for (const fragment of ["", "#/check", "#/check?embed=0", "#/check?embed", "#/rules/host-pid"]) assert.equal(embeddedAs(fragment), null);
});

test("what makes no sense is left out", () => {
  const as = embeddedAs("#/check?embed=1&origin=https://docs.example&theme=pink&audience=strict&kubernetes-version=1.36&read-only=1");
  assert.deepEqual(as, {
    origin: "https://docs.example",
    readOnly: true,
    settings: { theme: undefined, audience: "strict", version: "1.36", file: undefined },
  });
});

test("storage that forgets is one storage", () => {
  const storage = forgetful();
  storage().setItem("a", "1");
  assert.equal(storage().getItem("a"), "1");
  storage().removeItem("a");
  assert.equal(storage().getItem("a"), null);
});

test("messages are refused by shape, version and size", () => {
  assert.equal(refusal({ plimsoll: 1, type: "set-text", text: "kind: Pod" }), null);
  for (const stranger of [null, undefined, 7, "set-text", {}, { type: "set-text" }]) assert.equal(refusal(stranger), "not ours");
  assert.match(refusal({ plimsoll: 2, type: "set-text", text: "" }), /version 1/);
  assert.match(refusal({ plimsoll: 1, type: "set-text" }), /string/);
  assert.match(refusal({ plimsoll: 1, type: "set-text", text: "x".repeat(1024 * 1024 + 1) }), /longer/);
});
