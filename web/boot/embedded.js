// Whether this page stands in another one, by `embed=1` in the fragment's query, and what the address asks for then.

/** What the address asks for, or null where the page is not embedded. Words that mean nothing are left out. */
export function embeddedAs(fragment) {
  const query = new URLSearchParams(fragment.split("?")[1] ?? "");
  if (query.get("embed") !== "1") return null;
  const one = (name, of) => (of.includes(query.get(name)) ? query.get(name) : undefined);
  return {
    origin: query.get("origin") ?? "",
    readOnly: query.get("read-only") === "1",
    settings: {
      theme: one("theme", ["light", "dark", "contrast"]),
      audience: one("audience", ["default", "strict", "opinion"]),
      version: query.get("kubernetes-version") ?? undefined,
      file: query.get("file")?.slice(0, 200) || undefined,
    },
  };
}

/** Gives storage that forgets: what stands in a docs page is not the person's own. */
export function forgetful() {
  const kept = new Map();
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
  return () => storage;
}

/** What this page's address asked for when it was opened: later addresses do not repeat it. */
export const embedded = embeddedAs(globalThis.location?.hash ?? "");
