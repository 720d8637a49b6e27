import assert from "node:assert/strict";
import { test } from "node:test";
import { read, textOf, walk } from "./files.js";

const file = (text) => new File([text], "x");
const leaf = (path) => ({ isDirectory: false, name: path.split("/").pop(), fullPath: path, file: (done) => done(file("kind: Pod\n")) });
function folder(path, entries) {
  return {
    isDirectory: true,
    name: path.split("/").pop(),
    fullPath: path,
    createReader() {
      let left = entries;
      return { readEntries: (done) => (done(left), (left = [])) };
    },
  };
}

test("only manifests are taken out of a folder, and nothing of what others wrote", async () => {
  const root = folder("/app", [
    leaf("/app/b.yaml"),
    leaf("/app/Dockerfile"),
    leaf("/app/logo.png"),
    folder("/app/node_modules", [leaf("/app/node_modules/x.yaml")]),
    folder("/app/.git", [leaf("/app/.git/c.json")]),
    folder("/app/deploy", [leaf("/app/deploy/a.yml")]),
  ]);
  const found = await walk([root]);
  assert.deepEqual(found.map(({ path }) => path), ["app/Dockerfile", "app/b.yaml", "app/deploy/a.yml"]);
});

test("what is no text, or too large, is left out and said", async () => {
  const large = { size: 5 * 1024 * 1024 };
  const chosen = [
    { path: "a.yaml", file: file("a: 1\n") },
    { path: "b.png", file: file(new Uint8Array([0x89, 0x50, 0, 0xff])) },
    { path: "c.yaml", file: large },
  ];
  const { files, leftOut } = await read(chosen);
  assert.deepEqual(files, [{ path: "a.yaml", text: "a: 1\n" }]);
  assert.deepEqual(leftOut, ["b.png: it is not a text.", "c.yaml: it is larger than 4 MB."]);
});

test("ten thousand files are cut, and said in a few words", async () => {
  const many = Array.from({ length: 10_000 }, (_, number) => ({ path: `${number}.yaml`, file: file("a: 1\n") }));
  const { files, leftOut } = await read(many);
  assert.equal(files.length, 200);
  assert.deepEqual(leftOut, ["9800 more than the 200 files that can be open."]);
  assert.equal((await read([])).leftOut.length, 1);
});

test("a byte-order mark stays", () => {
  assert.equal(textOf(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), "\ufeffa");
  assert.equal(textOf(new Uint8Array([0xc3, 0x28])), null);
});
