/** What an element takes over from the time before it was defined. */

/** A text field as the reader left it. */
export interface Taken {
  readonly text: string;
  readonly selection: { readonly anchor: number; readonly head: number };
  readonly focused: boolean;
  readonly scrollTop: number;
}

/** Takes the `<textarea>` out of `element`; null when there is none. */
export function takeField(element: HTMLElement): Taken | null {
  const field = element.querySelector("textarea");
  if (!field) return null;
  const { value: text, selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
  const backward = selectionDirection === "backward";
  const taken = {
    text,
    selection: { anchor: backward ? selectionEnd : selectionStart, head: backward ? selectionStart : selectionEnd },
    focused: field.matches(":focus"),
    scrollTop,
  };
  field.remove();
  return taken;
}

/** Takes a property that was set before the class had its accessor: it lies on the object and hides the accessor. */
export function takeProperty(element: HTMLElement, name: string): unknown {
  const own = Object.getOwnPropertyDescriptor(element, name);
  if (own) Reflect.deleteProperty(element, name);
  return own?.value;
}
