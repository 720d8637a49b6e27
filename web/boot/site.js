// The served page. Its script element says where the hashed files are; both modules are compiled while they arrive.
import { start } from "./start.js";

const places = document.currentScript.dataset;
const address = (path) => new URL(path, document.baseURI).href;

async function get(path) {
  const response = await fetch(address(path), { priority: "low" });
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${path}`);
  return response;
}

async function compile(path) {
  return await WebAssembly.compileStreaming(get(path));
}

// A rejected promise that nobody awaits yet is not an error of the page.
function quietly(promise) {
  promise.catch(() => {});
  return promise;
}

let index = null;
function catalogue() {
  index ??= get(places.rules).then((response) => response.json());
  // A failed fetch is not kept: the next visit tries again.
  index.catch(() => {
    index = null;
  });
  return index;
}

const engine = quietly(compile(places.engineWasm));

let full = null;
function fullEngine() {
  full ??= compile(places.fullWasm);
  full.catch(() => {
    full = null;
  });
  return full;
}

start({
  ui: quietly(compile(places.uiWasm)),
  engine: (all) => (all ? fullEngine() : engine),
  workerUrl: address(places.worker),
  serviceUrl: address("service.js"),
  async runUi(module) {
    const ui = await import(address(places.ui));
    await ui.default({ module_or_path: module });
  },
  ruleIndex: async () => (await catalogue()).rules,
  async rulePage(id) {
    const { pages } = await catalogue();
    if (!Object.hasOwn(pages, id)) throw new Error(`there is no rule \`${id}\``);
    return (await get(pages[id])).json();
  },
});
