// Measures the engine's wasm beside the same code of this machine, on the same long file and in one run:
// `node benches/browser/engine.mjs`, after `cargo xtask build` and `cargo build --release -p plimsoll-benches`.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const LINES = 10_000;
const RUNS = 51;
const PATH = 'workload.yaml';
const root = new URL('../../', import.meta.url);

const native = JSON.parse(execFileSync(fileURLToPath(new URL('target/release/pace', root)), [String(LINES)], { maxBuffer: 1 << 28 }));
const engine = await startEngine();
engine.ask(setOptions());
const read = middle(() => engine.ask(removeFile(), setFile(native.before)));
const again = middle((run) => engine.ask(setFile(run % 2 ? native.after : native.before), check()));
const row = (wasm, own) => ({ 'wasm, ms': round(wasm), 'native, ms': round(own), 'native to wasm': round(own / wasm) });
console.table({
  [`reading ${LINES} lines`]: row(read, native.readMs),
  [`a key in ${LINES} lines: read, checked, written`]: row(again, native.checkAgainMs),
});

/** The worker's own script, in this process: what it says comes back as the answer. */
async function startEngine() {
  const assets = new URL('dist/site/assets/', root);
  const asset = (start, end) => new URL(readdirSync(assets).find((name) => name.startsWith(start) && name.endsWith(end)), assets);
  let hear;
  let ready;
  const started = new Promise((resolve) => (ready = resolve));
  let said;
  globalThis.self = {
    addEventListener: (_name, listener) => (hear = listener),
    postMessage: (message) => (message.kind === 'ready' ? ready() : (said = message)),
  };
  await import(asset('worker-', '.js'));
  hear({ data: { module: new WebAssembly.Module(readFileSync(asset('engine-', '.wasm'))) } });
  await started;
  return {
    ask(...requests) {
      hear({ data: Uint8Array.from(Buffer.concat([number(0), number(requests.length), ...requests])) });
      if (said?.kind !== 'answer') throw new Error(`the engine said ${said?.kind}`);
    },
  };
}

// Requests in the form of `postcard`: see crates/report/src/message.rs.

function setFile(text) {
  return Buffer.concat([number(0), words(PATH), words(text)]);
}

function removeFile() {
  return Buffer.concat([number(1), words(PATH)]);
}

function setOptions() {
  const none = number(0);
  return Buffer.concat([number(2), none, none, words('2026-01-01'), none, words('')]);
}

function check() {
  return number(3);
}

function words(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

function middle(work) {
  const took = [];
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    work(run);
    took.push(performance.now() - begun);
  }
  return took.sort((a, b) => a - b)[RUNS >> 1];
}

function round(value) {
  return Math.round(value * 100) / 100;
}
