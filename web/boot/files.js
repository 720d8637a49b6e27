// Files from disk and to disk. Whatever is opened is bounded, and whatever is left out is said: a folder may hold a million things
// that are no manifests. What was read is told by the event `plimsoll-files`, with `{files: [{path, text}], leftOut: [sentence]}`.
const MOST_FILES = 200;
const MOST_LOOKED_AT = 10_000;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_BYTES_IN_ALL = 16 * 1024 * 1024;
const SKIPPED_FOLDERS = /^(node_modules|vendor|target|\..+)$/;
const MANIFEST = /(\.(ya?ml|json|dockerfile|containerfile)|(^|\/)(dockerfile|containerfile)(\.[^/]*)?)$/i;

/** Opens the browser's own dialog; what is chosen is told by the event. */
export function pick(folder) {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folder;
  input.addEventListener("change", () => {
    const chosen = [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    tell(read(folder ? chosen.filter(({ path }) => isWanted(path)) : chosen));
  });
  input.click();
}

/** Takes in what is dropped on the page: in the capture phase, since the editor would write the bytes into its text. */
export function takeDrops(target = document) {
  target.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault(), true);
  target.addEventListener(
    "drop",
    (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      // Entries have to be asked for before this event is over.
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const files = [...event.dataTransfer.files].map((file) => ({ path: file.name, file }));
      tell(entries.some((entry) => entry.isDirectory) ? walk(entries).then(read) : read(files));
    },
    true,
  );
}

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

async function tell(intake) {
  const detail = await intake.catch(() => ({ files: [], leftOut: ["The browser could not read them."] }));
  document.dispatchEvent(new CustomEvent("plimsoll-files", { detail }));
}

const isWanted = (path) => MANIFEST.test(path) && !path.split("/").slice(0, -1).some((folder) => SKIPPED_FOLDERS.test(folder));

/** The files below folders that look like manifests, by path. */
export async function walk(entries) {
  const found = [];
  const waiting = [...entries];
  for (let looked = 0; waiting.length > 0 && looked < MOST_LOOKED_AT && found.length <= MOST_FILES; looked++) {
    const entry = waiting.shift();
    const path = entry.fullPath.replace(/^\//, "");
    if (entry.isDirectory) {
      if (!SKIPPED_FOLDERS.test(entry.name)) waiting.push(...(await children(entry)));
    } else if (isWanted(path)) {
      found.push({ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    }
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1));
}

// A reader gives a hundred at a time.
async function children(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > MOST_LOOKED_AT) return all;
    all.push(...some);
  }
}

/** Reads files as text, within bounds. */
export async function read(chosen) {
  const files = [];
  const leftOut = [];
  let bytes = 0;
  if (chosen.length === 0) leftOut.push("There was no manifest in it: names that end in .yaml, .yml or .json, and Dockerfiles, are opened.");
  for (const { path, file } of chosen.slice(0, MOST_FILES)) {
    const problem = file.size > MOST_BYTES ? "it is larger than 4 MB" : bytes + file.size > MOST_BYTES_IN_ALL ? "all together are larger than 16 MB" : null;
    const text = problem ?? textOf(await file.arrayBuffer());
    if (problem === null && text !== null) {
      files.push({ path, text });
      bytes += file.size;
    } else {
      leftOut.push(`${path}: ${problem ?? "it is not a text"}.`);
    }
  }
  if (chosen.length > MOST_FILES) leftOut.push(`${chosen.length - MOST_FILES} more than the ${MOST_FILES} files that can be open.`);
  const said = leftOut.length > 5 ? [...leftOut.slice(0, 5), `And ${leftOut.length - 5} more.`] : leftOut;
  return { files, leftOut: said };
}

/** Bytes as text, a byte-order mark included; null where they are none. */
export function textOf(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

/** Saves a file under the last part of its name. */
export function save(json) {
  const [{ path, text }] = JSON.parse(json);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = path.split("/").pop() || "untitled.yaml";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
