// Whether the page around an element is light or dark, told by what is painted behind it: that holds for every theme switch there is.

/** Calls `tell` with "light" or "dark", now and whenever it changes; gives a function that ends it. */
export function followScheme(element, tell) {
  let known = null;
  const look = () => {
    const scheme = schemeBehind(element);
    if (scheme === known) return;
    known = scheme;
    tell(scheme);
  };
  // A switch may fade: what is painted is looked at again when it has.
  const again = () => (look(), setTimeout(look, 400));
  const observer = new MutationObserver(again);
  const watched = { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-md-color-scheme", "data-bs-theme", "data-mode"] };
  for (const root of [document.documentElement, document.body]) observer.observe(root, watched);
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", again);
  look();
  return () => {
    observer.disconnect();
    media.removeEventListener("change", again);
  };
}

function schemeBehind(element) {
  for (let at = element; at; at = at.parentElement) {
    const light = lightness(getComputedStyle(at).backgroundColor);
    if (light !== null) return light < 0.45 ? "dark" : "light";
  }
  // Nothing is painted: the browser's own canvas shows.
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
}

// Of `rgb(…)` and `rgba(…)`, from 0 to 1; null where it is transparent or written in another way.
function lightness(colour) {
  const [red, green, blue, alpha = 1] = (/^rgba?\(([^)]*)\)$/.exec(colour)?.[1] ?? "").split(/[\s,/]+/).filter(Boolean).map(Number);
  if (!(alpha > 0.5) || Number.isNaN(blue) || blue === undefined) return null;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
