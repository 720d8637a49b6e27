// What the results say when the page's wasm cannot run. The editor works without it, and the text is safe.

const WASM_OFF = {
  title: "This browser has WebAssembly switched off",
  lines: [
    "Plimsoll checks your text inside this page, and needs WebAssembly for it. Some browsers switch it off in a strict security mode.",
    "Your text is safe here: you can go on writing.",
    "To check it, allow WebAssembly for this page and reload, open it in another browser, or use the command:",
  ],
};

const notLoaded = (reason) => ({
  title: "The checker could not be loaded",
  lines: [
    `Reason: ${reason}.`,
    "Your text is safe here: you can go on writing.",
    "Reload the page when the connection is back. Without one, use the single-file page, or the command:",
  ],
});

/** Shows why nothing is checked, and what to do. */
export function showTrouble(error) {
  const { title, lines } = typeof WebAssembly === "object" ? notLoaded(error?.message ?? String(error)) : WASM_OFF;
  const slot = document.getElementById("results-slot");
  if (!slot) return;
  const box = document.createElement("div");
  box.className = "still";
  box.setAttribute("role", "alert");
  box.append(element("h1", title, "title"), ...lines.map((line) => element("p", line)), element("pre", "plimsoll check FILE"));
  slot.replaceChildren(box);
  document.getElementById("status-slot")?.replaceChildren(element("span", "Not checked"));
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
