// Workers that run the engine. A module is compiled once and shared with every worker; what goes wrong before the engine can speak
// for itself reaches the page as the same `crashed` message that the engine sends.

/** A function that starts a worker at `workerUrl` and hands it the compiled engine that `engine(full)` promises. */
export function engineSpawner(workerUrl, engine) {
  const policy = scriptPolicy(workerUrl);
  return (full = false) => {
    const worker = new Worker(policy.createScriptURL(workerUrl));
    const crashed = (message) => worker.dispatchEvent(new MessageEvent("message", { data: { kind: "crashed", message } }));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      crashed(event.message || "the engine's script could not be loaded");
    });
    engine(full).then(
      (compiled) => worker.postMessage({ module: compiled }),
      (error) => crashed(`the engine could not be loaded: ${error?.message ?? error}`),
    );
    return worker;
  };
}

// The page's one Trusted Types policy: it blesses the worker's own script and nothing else.
function scriptPolicy(workerUrl) {
  const rules = {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError("only the worker's own script may be run");
      return url;
    },
  };
  return globalThis.trustedTypes?.createPolicy("plimsoll", rules) ?? rules;
}
