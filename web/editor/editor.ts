/** Entry of the bundle: defines `<code-editor>`, once, whatever the number of times it is loaded. */

import { CodeEditor } from "./element";

if (!customElements.get("code-editor")) {
  customElements.define("code-editor", CodeEditor);
}

export { CodeEditor };
