// The chosen theme, put on the root element before anything is painted. The names are those that the tokens of the style sheet know.
import { readSettings } from "./storage.js";

export function applyTheme(root, { theme, contrast } = {}) {
  delete root.dataset.theme;
  delete root.dataset.contrast;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (theme === "contrast" || contrast === "more") root.dataset.contrast = "more";
}

applyTheme(document.documentElement, readSettings());
