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

// Numbers that look random and are the same on every run.
function dice(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

test("whatever becomes of a link, it opens or is told", { timeout: 60_000 }, async () => {
  const below = dice(20261123);
  const bytes = (length) => Buffer.from(Array.from({ length }, () => below(256)));
  const seeds = [await encode(JSON_TEXT), packed(""), packed("{}"), packed(bytes(3000)), packed(Buffer.alloc(9 * 1024 * 1024)), "v1.", ""];
  const letters = [..."AZaz09-_=+/.v12 !é\u0000\u{1F600}"];
  const flipped = (payload, at) => {
    const raw = Buffer.from(payload.slice(3), "base64url");
    if (raw.length > 0) raw[at % raw.length] ^= 1 << below(8);
    return payload.slice(0, 3) + raw.toString("base64url");
  };
  const changes = [
    (payload, at) => payload.slice(0, at),
    (payload, at) => payload.slice(at),
    flipped,
    (payload, at) => payload.slice(0, at) + letters[below(letters.length)] + payload.slice(at + below(2)),
    (payload, at) => payload.slice(0, at) + payload.slice(0, at),
    (payload) => payload.replace(/^v1/, `v${below(100)}`),
    () => `v1.${bytes(below(200)).toString("base64url")}`,
  ];
  let opened = 0;
  for (let round = 0; round < 1500; round += 1) {
    let payload = seeds[below(seeds.length)];
    for (let times = below(3); times >= 0; times -= 1) payload = changes[below(changes.length)](payload, below(payload.length + 1));
    const { ok, error, ...rest } = await decode(payload);
    assert.deepEqual(rest, {});
    if (error === undefined) {
      assert.ok(typeof ok === "string" && ok.length <= 8 * 1024 * 1024);
      opened += 1;
    } else {
      assert.ok(ok === undefined);
      assert.match(error, /^this link .*(: copy it again in full|open it in the version|ask for the files)/s, payload.slice(0, 60));
    }
  }
  assert.ok(opened > 20, `${opened} opened`);
});

test("every text comes back", async () => {
  const below = dice(7);
  for (let round = 0; round < 200; round += 1) {
    const text = String.fromCodePoint(...Array.from({ length: below(400) }, () => [0x20 + below(95), 0xa0 + below(0x700), 0x1f300 + below(500), 10][below(4)]));
    assert.deepEqual(await decode(await encode(text)), { ok: text });
  }
});

test("only the check screen's fragment carries a payload", () => {
  assert.equal(payloadOf("#/check/v1.abc"), "v1.abc");
  assert.equal(payloadOf("#/check/v1.abc?embed=1"), "v1.abc");
  for (const fragment of ["", "#/check", "#/check/", "#/rules/v1.abc"]) assert.equal(payloadOf(fragment), null, fragment);
});
