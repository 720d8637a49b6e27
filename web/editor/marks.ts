/** Topmarks: the shape of each severity, as on buoys. Pointing down means weighing down. */

/** The severities, the worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;

/** The harm a finding does if it is true. */
export type Severity = (typeof SEVERITIES)[number];

const SVG = "http://www.w3.org/2000/svg";

type Shape = readonly ["path" | "circle", Readonly<Record<string, string>>];

const SHAPES: Readonly<Record<Severity, Shape>> = {
  critical: ["path", { d: "M.8.6h12.4L7 7.2zM.8 7h12.4L7 13.6z" }],
  high: ["path", { d: "M.6 2h12.8L7 12.6z" }],
  medium: ["path", { d: "M2.2 2.2h9.6v9.6H2.2z" }],
  low: ["circle", { cx: "7", cy: "7", r: "4.6" }],
  info: ["circle", { cx: "7", cy: "7", r: "4.2", fill: "none", stroke: "currentColor", "stroke-width": "1.8" }],
};

/** Where `severity` stands in {@link SEVERITIES}; a word from elsewhere counts as the mildest. */
export function rank(severity: Severity): number {
  const place = SEVERITIES.indexOf(severity);
  return place < 0 ? SEVERITIES.length : place;
}

/** The class that gives an element the colour of `severity` as `--tone`. */
export function toneClass(severity: Severity): string {
  return `tone-${severity}`;
}

/** A drawing of the topmark. It says nothing to a screen reader: what holds it carries the words. */
export function topmark(severity: Severity): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("aria-hidden", "true");
  const [name, attributes] = SHAPES[severity] ?? SHAPES.info;
  const shape = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) shape.setAttribute(attribute, value);
  svg.append(shape);
  return svg;
}
