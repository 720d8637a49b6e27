// The playground without a network: starts the service worker once the page has what it needs, and says when a new build waits.

/** `script` is the trusted address of the service worker. Where a browser has none, or forbids it, nothing is lost but this. */
export function workOffline(script) {
  const workers = navigator.serviceWorker;
  if (!workers || !script) return;
  const begin = () =>
    workers.register(script).then(watch, (error) => console.info(`Plimsoll does not work offline here: ${error?.message ?? error}`));
  if (document.readyState === "complete") whenIdle(begin);
  else addEventListener("load", () => whenIdle(begin), { once: true });
}

const whenIdle = (action) => (globalThis.requestIdleCallback ?? setTimeout)(action);

function watch(registration) {
  if (!registration) return;
  if (registration.waiting) tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      // Without a controller this is the first one: nothing of an older build is on the screen.
      if (coming.state === "installed" && navigator.serviceWorker.controller) tell(coming);
    });
  });
}

function tell(waiting) {
  if (document.getElementById("update")) return;
  const notice = document.createElement("div");
  notice.id = "update";
  notice.className = "notice";
  notice.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = "A new version of Plimsoll is here. Your text stays.";
  const button = (label, act, kind) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const push = document.createElement("span");
  push.className = "push";
  const takeOver = () => {
    // What is typed is kept when the page goes.
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take-over");
  };
  push.append(button("Use it now", takeOver, "btn"), button("Later", () => notice.remove(), "btn plain"));
  notice.append(words, push);
  document.getElementById("notice-slot")?.before(notice);
}
