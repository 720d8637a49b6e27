// The page's one Trusted Types policy: it blesses the page's own worker scripts and nothing else.

/** A function that makes an address of `addresses` one that a worker may be started with. */
export function trustedScripts(addresses) {
  const rules = {
    createScriptURL(url) {
      if (!addresses.includes(url)) throw new TypeError("only the page's own workers may be run");
      return url;
    },
  };
  const policy = globalThis.trustedTypes?.createPolicy("plimsoll", rules) ?? rules;
  return (url) => policy.createScriptURL(url);
}
