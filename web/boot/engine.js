// Workers that run the engine. A module is compiled once and shared with every worker; what goes wrong before the engine can speak
// for itself reaches the page as the same `crashed` message that the engine sends.

/** A function that starts a worker of `script`, a trusted address, and hands it the compiled engine that `engine(full)` promises. */
export function engineSpawner(script, engine) {
  return (full = false) => {
    const worker = new Worker(script);
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
