// What the served page and the single file have in common: the order of things, and `globalThis.plimsoll` for the page's wasm.
//
// A host knows where the parts are: `ui` is a promise of a compiled module, and so is `engine(full)`, `runUi(module)` starts the page,
// `workerUrl` is the worker's script, `serviceUrl` that of the service worker, if the page has one, `ruleIndex()` and `rulePage(id)` fetch the catalogue.
import { applyTheme } from "./theme.js";
import { EditorText } from "./editor.js";
import { embedded, forgetful } from "./embedded.js";
import { Embedding } from "./embedding.js";
import { engineSpawner } from "./engine.js";
import { workOffline } from "./offline.js";
import * as files from "./files.js";
import * as share from "./share.js";
import { TextStorage, keepSettings, readSettings } from "./storage.js";
import { countForeignRequests } from "./traffic.js";
import { trustedScripts } from "./trusted.js";
import { showTrouble } from "./trouble.js";

export function start(host) {
  const storage = embedded ? new TextStorage(forgetful()) : new TextStorage();
  const embedding = embedded && new Embedding(embedded, applyTheme);
  const editor = new EditorText(storage);
  addEventListener("pagehide", () => storage.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") storage.flush();
  });

  // In somebody else's page the text is theirs to choose.
  if (!embedded) files.takeDrops();
  showStandIns();
  document.addEventListener("readystatechange", showStandIns, { once: true });

  const opening = openingText(storage);
  // A promise only for a link: the kept text is in the editor before its script runs.
  if (!(opening instanceof Promise)) editor.show(opening.text);
  const opened = Promise.resolve(opening).then((kept) => {
    if (kept.source === "link") storage.leaveAlone(kept.text);
    editor.show(kept.text);
    return kept;
  });

  const trusted = trustedScripts([host.workerUrl, host.serviceUrl]);
  globalThis.plimsoll = {
    version: PLIMSOLL_VERSION,
    spawnEngine: engineSpawner(trusted(host.workerUrl), host.engine),
    ruleIndex: host.ruleIndex,
    rulePage: host.rulePage,
    share: { encode: share.encode, decode: share.decode },
    requestsSinceLoad: countForeignRequests(),
    date: today,
    keep(text) {
      editor.handOver();
      storage.keep(text);
    },
    keepFiles(list, text) {
      editor.handOver();
      storage.keepFiles(list, text);
    },
    keptFiles: () => storage.readFiles(),
    keptText: () => storage.read(),
    storageConflict: () => storage.conflict,
    settle(ours) {
      if (ours) storage.settle();
      else location.reload();
    },
    storageProblem: () => storage.problem,
    forget: () => storage.forget(),
    settings: () => JSON.stringify(readSettings()),
    keepSettings: embedded ? () => {} : keepSettings,
    isEmbedded: () => embedding !== null,
    reported: (report) => embedding?.reported(report),
    pick: files.pick,
    save: async (list) => files.save(list),
  };
  if (embedding) parsed().then(() => embedding.begin());
  else if (host.serviceUrl) workOffline(trusted(host.serviceUrl));
  run(host, opened).catch(showTroubleWhenParsed);
}

async function run(host, opened) {
  const [module, kept] = await Promise.all([host.ui, opened, parsed()]);
  globalThis.plimsoll.kept = () => kept;
  await host.runUi(module);
  for (const standIn of document.querySelectorAll("[data-until-ui]")) standIn.remove();
}

// What the editor opens with: the text of a link, else what was kept.
function openingText(storage) {
  const kept = storage.read();
  const fallback = (problem) => ({ text: kept ?? "", source: kept === null ? "none" : "kept", problem });
  const payload = share.payloadOf(location.hash);
  if (payload === null) return fallback(storage.problem);
  return share.decode(payload).then(({ ok, error }) => {
    if (error) return fallback(error);
    const text = firstText(ok);
    return text === null ? fallback("this link holds no files: ask for a fresh one") : { text, source: "link", problem: storage.problem };
  });
}

function firstText(json) {
  try {
    const text = JSON.parse(json).files?.[0]?.text;
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}

// They say that something is starting, which is untrue where scripts are switched off: so the page has them hidden.
function showStandIns() {
  for (const standIn of document.querySelectorAll("[data-until-ui]")) standIn.hidden = false;
}

function parsed() {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("readystatechange", resolve, { once: true }));
}

async function showTroubleWhenParsed(error) {
  await parsed();
  showTrouble(error);
}

// The person's own calendar day: judgements of age are made for it.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
