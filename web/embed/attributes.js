// What the attributes of `<plimsoll-playground>` mean, and what is wrong with them.

const THEMES = ["auto", "light", "dark", "contrast"];
const AUDIENCES = ["default", "strict", "opinion"];
const VIEW = /^(check|rules|rules\/[a-z0-9-]+)$/;
const VERSION = /^1\.\d{1,2}$/;

/** The frame's address. What makes no sense is left out. */
export function addressOf(element, site, scheme) {
  const query = new URLSearchParams({ embed: "1", origin: location.origin });
  const set = (name, value) => value && query.set(name, value);
  const theme = element.getAttribute("theme");
  set("theme", THEMES.includes(theme) && theme !== "auto" ? theme : scheme);
  set("kubernetes-version", matching(element, "kubernetes-version", VERSION));
  set("audience", AUDIENCES.includes(element.getAttribute("audience")) ? element.getAttribute("audience") : null);
  set("file", element.getAttribute("file"));
  if (element.hasAttribute("read-only")) query.set("read-only", "1");
  return `${site}#/${matching(element, "view", VIEW) ?? "check"}?${query}`;
}

/** A sentence for each attribute that makes no sense. */
export function problemsOf(element) {
  const problems = [];
  const expect = (name, is, allowed) => {
    const value = element.getAttribute(name);
    if (value !== null && !is(value)) problems.push(`${name}="${value}" is not known and left out: ${allowed}.`);
  };
  expect("theme", (value) => THEMES.includes(value), `it is one of ${THEMES.join(", ")}`);
  expect("audience", (value) => AUDIENCES.includes(value), `it is one of ${AUDIENCES.join(", ")}`);
  expect("view", (value) => VIEW.test(value), "it is check, rules or rules/ID");
  expect("kubernetes-version", (value) => VERSION.test(value), "it looks like 1.37");
  expect("height", (value) => /^\d+(px)?$/.test(value), "it is a number of pixels");
  return problems;
}

function matching(element, name, pattern) {
  const value = element.getAttribute(name);
  return value !== null && pattern.test(value) ? value : null;
}
