import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, problemsOf } from "./attributes.js";

globalThis.location = { origin: "https://docs.example" };

const element = (attributes) => ({
  getAttribute: (name) => attributes[name] ?? null,
  hasAttribute: (name) => name in attributes,
});

test("attributes become the frame's address", () => {
  const attributes = { theme: "dark", view: "rules/host-pid", "kubernetes-version": "1.36", "read-only": "", file: "a b.yaml" };
  assert.equal(
    addressOf(element(attributes), "https://plimsoll.example/", null),
    "https://plimsoll.example/#/rules/host-pid?embed=1&origin=https%3A%2F%2Fdocs.example&theme=dark&kubernetes-version=1.36&file=a+b.yaml&read-only=1",
  );
});

test("a theme that follows the page is the page's", () => {
  assert.match(addressOf(element({ theme: "auto" }), "https://p.example/", "light"), /theme=light/);
  assert.match(addressOf(element({}), "https://p.example/", "dark"), /theme=dark/);
});

test("no attribute leads out of the site", () => {
  for (const view of ["../evil", "//evil.example", "check?embed=0", "javascript:alert(1)", "rules/<b>"]) {
    assert.match(addressOf(element({ view }), "https://p.example/", null), /^https:\/\/p\.example\/#\/check\?embed=1/);
    assert.equal(problemsOf(element({ view })).length, 1);
  }
});
