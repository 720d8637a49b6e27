// Measures the engine's wasm beside the same code of this machine, on the same long file and in one run:
// `node benches/browser/engine.mjs`, after `cargo xtask build` and `cargo build --release -p plimsoll-benches`.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const LINES = 10_000;
const RUNS = 201;
const PATH = 'workload.yaml';
const root = new URL('../../', import.meta.url);

const native = JSON.parse(execFileSync(fileURLToPath(new URL('target/release/pace', root)), [String(LINES)], { maxBuffer: 1 << 28 }));
const engine = await startEngine();
engine.ask(envelope(setOptions()));
// Putting a message together is the page's work, not the engine's.
const anew = envelope(removeFile(), setFile(native.before));
const read = measure(() => engine.ask(anew));
const pressed = [native.before, native.after].map((text) => envelope(setFile(text), check()));
const again = measure((run) => engine.ask(pressed[run % 2]));
const row = (wasm, own) => ({
  'wasm, best': round(wasm.best),
  'wasm, middle': round(wasm.middle),
  'native, best': round(own.best),
  'native, middle': round(own.middle),
  'native to wasm, best': round(own.best / wasm.best),
});
console.log('milliseconds');
console.table({
  [`reading ${LINES} lines`]: row(read, native.read),
  [`a key in ${LINES} lines: read, checked, written`]: row(again, native.checkAgain),
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
    ask(message) {
      hear({ data: message });
      if (said?.kind !== 'answer') throw new Error(`the engine said ${said?.kind}`);
    },
  };
}

// Requests in the form of `postcard`: see crates/report/src/message.rs.

function envelope(...requests) {
  return new Uint8Array(Buffer.concat([number(0), number(requests.length), ...requests]));
}

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

function measure(work) {
  const took = [];
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    work(run);
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  return { best: took[0], middle: took[RUNS >> 1] };
}

function round(value) {
  return Math.round(value * 100) / 100;
}
