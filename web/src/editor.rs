//! The editor element as the page uses it. It is never rendered or moved by Yew.

use gloo::events::EventListener;
use plimsoll_report::{Finding, Severity, TextEdit};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Event, HtmlElement};
use yew::Callback;

use crate::action::{Action, Origin};
use crate::host::{element, to_js};
use crate::page::{number, text};
use crate::shown::{FindingKey, Shown};
use crate::state::Cursor;

/// Marks that the editor is given. Beyond it a person reads the list.
const MARKS: usize = 2_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlElement)]
    #[derive(Clone)]
    type CodeEditor;
    #[wasm_bindgen(method, getter)]
    fn value(this: &CodeEditor) -> Option<String>;
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &CodeEditor, text: &str);
    #[wasm_bindgen(method, js_name = applyEdits, catch)]
    fn apply_edits(this: &CodeEditor, edits: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = setFindings, catch)]
    fn set_findings(this: &CodeEditor, findings: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = openFinding, catch)]
    fn open_finding(this: &CodeEditor, id: Option<&str>, annotation: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = goTo, catch)]
    fn go_to(this: &CodeEditor, line: u32, column: u32, options: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_file(this: &CodeEditor, file: &str);
    #[wasm_bindgen(method, catch)]
    fn show(this: &CodeEditor, file: &str, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = editElsewhere, catch)]
    fn edit_elsewhere(this: &CodeEditor, file: &str, text: &str, edits: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, js_name = undoElsewhere, catch)]
    fn undo_elsewhere(this: &CodeEditor, file: &str, text: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn undo(this: &CodeEditor) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Edit<'a> {
    from: Place,
    to: Place,
    insert: &'a str,
}

#[derive(Serialize)]
struct Mark<'a> {
    id: String,
    from: Place,
    to: Place,
    severity: Severity,
    message: &'a str,
}

#[derive(Serialize)]
struct GoTo {
    focus: bool,
}

/// The editor of the page.
pub struct Editor {
    element: Option<CodeEditor>,
}

impl Editor {
    /// Finds it in the skeleton.
    pub fn find() -> Self {
        Self { element: element("editor").map(JsCast::unchecked_into) }
    }

    /// The text. Before the element's script is here, that of the field inside it.
    pub fn text(&self) -> String {
        let Some(editor) = &self.element else { return String::new() };
        editor.value().or_else(|| field(editor)).unwrap_or_default()
    }

    /// Replaces the text, as one step to undo.
    pub fn replace(&self, text: &str) {
        if let Some(editor) = &self.element {
            editor.set_value(text);
        }
    }

    /// Changes the text, as one step to undo.
    pub fn edit(&self, edits: &[&TextEdit]) {
        self.apply(&places(edits));
    }

    /// Turns from one file to another. Each keeps its own steps to undo.
    pub fn show(&self, from: &str, to: &str, text: &str) {
        let Some(editor) = &self.element else { return };
        editor.set_file(from);
        if editor.show(to, text).is_err()
            && let Ok(Some(field)) = editor.query_selector("textarea")
        {
            // Its script is not here yet: the field that stands in.
            let _ = js_sys::Reflect::set(&field, &"value".into(), &text.into());
        }
    }

    /// Changes a file that is not shown and whose text is `text`, as one step to undo there. Gives its new text.
    pub fn edit_elsewhere(&self, file: &str, text: &str, edits: &[&TextEdit]) -> Option<String> {
        let edits = to_js(&places(edits))?;
        self.element.as_ref()?.edit_elsewhere(file, text, &edits).ok()
    }

    /// Takes the last step back in a file that is not shown. Gives its text.
    pub fn undo_elsewhere(&self, file: &str, text: &str) -> Option<String> {
        self.element.as_ref()?.undo_elsewhere(file, text).ok()
    }

    /// Inserts a line above a line, as one step to undo.
    pub fn insert_above(&self, line: u32, text: &str) {
        let insert = format!("{text}\n");
        self.apply(&[Edit { from: Place { line, column: 1 }, to: Place { line, column: 1 }, insert: &insert }]);
    }

    fn apply(&self, edits: &[Edit<'_>]) {
        if let (Some(editor), Some(edits)) = (&self.element, to_js(edits)) {
            let _ = editor.apply_edits(&edits);
        }
    }

    /// Puts the marks of a report into the text of the file that is shown.
    pub fn mark(&self, shown: &Shown, file: &str) {
        let is_single = shown.files.len() < 2;
        let is_here = |finding: &Finding| finding.suppressed.is_none() && (is_single || finding.file == file);
        let open = shown.findings.iter().zip(&shown.keys).filter(|(finding, _)| is_here(finding));
        let marks: Vec<Mark<'_>> = open
            .take(MARKS)
            .map(|(finding, key)| {
                let (start, end) = (finding.location.start, finding.location.end);
                Mark {
                    id: key.0.to_string(),
                    from: Place { line: start.line, column: start.column },
                    to: Place { line: end.line, column: end.column },
                    severity: finding.severity,
                    message: &finding.message,
                }
            })
            .collect();
        if let (Some(editor), Some(marks)) = (&self.element, to_js(&marks)) {
            // Until its script is here the element has no such method; `editor-ready` asks again.
            let _ = editor.set_findings(&marks);
        }
    }

    /// Shows which finding is open.
    pub fn open(&self, open: Option<(FindingKey, &str)>) {
        if let Some(editor) = &self.element {
            let id = open.map(|(key, _)| key.0.to_string());
            let _ = editor.open_finding(id.as_deref(), open.map_or("", |(_, annotation)| annotation));
        }
    }

    /// Shows a place.
    pub fn go_to(&self, line: u32, column: u32, focus: bool) {
        if let (Some(editor), Some(options)) = (&self.element, to_js(&GoTo { focus })) {
            let _ = editor.go_to(line, column, &options);
        }
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        if let Some(editor) = &self.element {
            let _ = editor.undo();
        }
    }

    /// Tells of carets, marks and walks. Changes of the text are the shell's, which knows whether it made them itself.
    pub fn listen(
        &self,
        dispatch: &Callback<Action>,
        changed: Callback<()>,
        ready: Callback<()>,
    ) -> Vec<EventListener> {
        let Some(editor) = &self.element else { return Vec::new() };
        let on = |name: &'static str, handle: Box<dyn FnMut(&Event)>| EventListener::new(editor, name, handle);
        let dispatching = |read: fn(&JsValue) -> Option<Action>| {
            let dispatch = dispatch.clone();
            Box::new(move |event: &Event| {
                let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
                if let Some(action) = detail.as_ref().and_then(read) {
                    dispatch.emit(action);
                }
            })
        };
        let typed = changed.clone();
        vec![
            on("editor-change", Box::new(move |_| changed.emit(()))),
            // The field that stands in until the element's script is here.
            on("input", Box::new(move |_| typed.emit(()))),
            on("editor-ready", Box::new(move |_| ready.emit(()))),
            on("editor-cursor", dispatching(cursor)),
            on("editor-finding", dispatching(finding)),
            on("editor-walk", dispatching(walk)),
        ]
    }
}

fn places<'a>(edits: &[&'a TextEdit]) -> Vec<Edit<'a>> {
    let place = |edit: &&'a TextEdit| Edit {
        from: Place { line: edit.start.line, column: edit.start.column },
        to: Place { line: edit.end.line, column: edit.end.column },
        insert: &edit.text,
    };
    edits.iter().map(place).collect()
}

fn cursor(detail: &JsValue) -> Option<Action> {
    Some(Action::CursorMoved(Cursor { line: number(detail, "line")?, column: number(detail, "column")? }))
}

fn finding(detail: &JsValue) -> Option<Action> {
    text(detail, "id")?.parse().ok().map(|key| Action::Open(FindingKey(key), Origin::Editor))
}

fn walk(detail: &JsValue) -> Option<Action> {
    number::<i32>(detail, "direction").map(|direction| Action::Walk { forwards: direction > 0, in_editor: true })
}

fn field(editor: &CodeEditor) -> Option<String> {
    let field = editor.query_selector("textarea").ok().flatten()?;
    text(&field, "value")
}
