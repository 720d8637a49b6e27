// The single file, which also works from disk: everything stands in this page, packed into elements that do not run.
import initUi from "plimsoll-ui-glue";
import { start } from "./start.js";

const held = (id) => document.getElementById(id).textContent.trim();

function bytesOf(base64) {
  return Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

const unpack = (id) => new Response(new Blob([bytesOf(held(id))]).stream().pipeThrough(new DecompressionStream("gzip")));

async function compile(id) {
  return await WebAssembly.compile(await unpack(id).arrayBuffer());
}

// A rejected promise that nobody awaits yet is not an error of the page.
function quietly(promise) {
  promise.catch(() => {});
  return promise;
}

let rules = null;
const catalogue = () => (rules ??= unpack("held-rules").json());

// Always the full one.
const engine = quietly(compile("held-engine"));

start({
  ui: quietly(compile("held-ui")),
  engine: () => engine,
  workerUrl: URL.createObjectURL(new Blob([held("held-worker")], { type: "text/javascript" })),
  runUi: (module) => initUi({ module_or_path: module }),
  ruleIndex: async () => (await catalogue()).index,
  async rulePage(id) {
    const { pages } = await catalogue();
    if (!Object.hasOwn(pages, id)) throw new Error(`there is no rule \`${id}\``);
    return pages[id];
  },
});
