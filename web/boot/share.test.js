import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { decode, encode, payloadOf } from "./share.js";

const JSON_TEXT = JSON.stringify({ files: [{ path: "ä.yaml", text: "kind: Pod\n".repeat(300) + "# ☸" }], kubernetesVersion: "1.37" });
const packed = (text) => `v1.${deflateRawSync(text).toString("base64url")}`;

test("what is shared comes back", async () => {
  const payload = await encode(JSON_TEXT);
  assert.match(payload, /^v1\.[A-Za-z0-9_-]+$/);
  assert.ok(payload.length < JSON_TEXT.length / 10);
  assert.deepEqual(await decode(payload), { ok: JSON_TEXT });
});

// Made by the first release. It opens for ever: change the reader, never this line.
test("links of the first form open", async () => {
  assert.deepEqual(await decode("v1.q1ZKy8xJLVayiq5WKkgsyVCyUkrUq0zMzVHSUSpJrShRslLKzsxLsVIIyE-JyVOqja0FAA"), {
    ok: '{"files":[{"path":"a.yaml","text":"kind: Pod\\n"}]}',
  });
});

test("what is wrong with a link is said", async () => {
  const good = await encode(JSON_TEXT);
  const cases = [
    [good.slice(3), /does not begin with a version/],
    ["", /does not begin with a version/],
    [good.replace("v1.", "v2."), /form v2/],
    ["v1.", /carries no text/],
    [`${good}!`, /holds `!`/],
    [good.slice(0, -8), /incomplete or damaged/],
    [`v1.${"A".repeat(40)}`, /incomplete or damaged/],
    ["v1.A", /incomplete or damaged/],
    [packed(Buffer.from([0xff, 0xfe])), /incomplete or damaged/],
  ];
  for (const [payload, expected] of cases) assert.match((await decode(payload)).error, expected, payload.slice(0, 20));
});

test("a small link cannot fill the memory", async () => {
  const bomb = packed(Buffer.alloc(64 * 1024 * 1024, "a"));
  assert.ok(bomb.length < 100_000);
  assert.match((await decode(bomb)).error, /more than 8 MB/);
});

test("only the check screen's fragment carries a payload", () => {
  assert.equal(payloadOf("#/check/v1.abc"), "v1.abc");
  assert.equal(payloadOf("#/check/v1.abc?embed=1"), "v1.abc");
  for (const fragment of ["", "#/check", "#/check/", "#/rules/v1.abc"]) assert.equal(payloadOf(fragment), null, fragment);
});
