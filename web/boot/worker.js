// The worker: takes the compiled engine once, then envelopes, and posts what the engine says. Envelopes that come first wait.
import init, { Engine } from "plimsoll-engine-glue";

// The page sends a text that it kept as soon as the engine is ready: that goes first.
const REHEARSE_AFTER_MS = 100;

let engine = null;
let crashed = false;
const waiting = [];

function post(message) {
  // After a crash the engine's memory cannot be trusted: one last word, then silence until the page replaces this worker.
  if (crashed) return;
  crashed = message.kind === "crashed";
  self.postMessage(message);
}

function guard(action) {
  try {
    if (!crashed) action();
  } catch (error) {
    post({ kind: "crashed", message: String(error?.message ?? error) });
  }
}

async function begin(module) {
  try {
    await init({ module_or_path: module });
  } catch (error) {
    post({ kind: "crashed", message: `the engine could not be started: ${error?.message ?? error}` });
    return;
  }
  guard(() => {
    engine = new Engine(post);
  });
  for (const envelope of waiting.splice(0)) guard(() => engine.handle(envelope));
  setTimeout(() => guard(() => engine.rehearse()), REHEARSE_AFTER_MS);
}

self.addEventListener("message", ({ data }) => {
  if (data?.module) begin(data.module);
  else if (engine) guard(() => engine.handle(data));
  else waiting.push(data);
});
