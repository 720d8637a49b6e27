// Counts, by the browser's own books, what this page has asked of other hosts. The policy forbids it, so the figure stays 0.

/** Counts from the start of the page; gives a function that reads the figure. */
export function countForeignRequests() {
  let count = 0;
  const add = (entries) => {
    count += entries.filter((entry) => isForeign(entry.name)).length;
  };
  try {
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "resource", buffered: true });
    return () => {
      add(observer.takeRecords());
      return count;
    };
  } catch {
    return () => performance.getEntriesByType("resource").filter((entry) => isForeign(entry.name)).length;
  }
}

function isForeign(address) {
  const url = URL.parse?.(address) ?? new URL(address, document.baseURI);
  return /^(https?|wss?):$/.test(url.protocol) && url.origin !== location.origin;
}
