//! Words about files.

/// The row of tabs.
pub const FILES: &str = "Files";
/// The menu.
pub const FILE_MENU: &str = "File";
/// A file without anything in it.
pub const NEW_FILE: &str = "New file";
/// The menu.
pub const OPEN_FILES: &str = "Open files…";
/// The menu.
pub const OPEN_FOLDER: &str = "Open a folder…";
/// The menu.
pub const PASTE_FILE: &str = "Paste as a new file";
/// The menu.
pub const RENAME: &str = "Rename…";
/// The menu.
pub const MOVE_LEFT: &str = "Move left";
/// The menu.
pub const MOVE_RIGHT: &str = "Move right";
/// The menu.
pub const CLOSE_FILE: &str = "Close";
/// The menu.
pub const SAVE_FILE: &str = "Save to disk";
/// The menu.
pub const FORGET: &str = "Forget everything…";
/// Dialog.
pub const RENAME_TITLE: &str = "Rename the file";
/// Dialog.
pub const NAME: &str = "Name";
/// Dialog.
pub const RENAME_TEXT: &str =
    "The name says how the file is read: .yaml, .json, or Dockerfile. Folders may stand before it.";
/// Dialog.
pub const RENAME_DEED: &str = "Rename";
/// Dialog.
pub const FORGET_TITLE: &str = "Forget everything";
/// Dialog.
pub const FORGET_TEXT: &str =
    "Every open file and every choice is removed from this page and from this browser. This cannot be undone.";
/// Dialog.
pub const FORGET_DEED: &str = "Forget everything";
/// Notice.
pub const FORGOTTEN: &str = "Everything is forgotten.";
/// Notice.
pub const FORGOTTEN_TEXT: &str = "This browser keeps nothing of your files any more.";
/// Notice.
pub const LEFT_OUT_FILES: &str = "Not everything was opened.";
/// Notice.
pub const NO_CLIPBOARD: &str = "The browser did not let this page read the clipboard.";
/// Notice.
pub const NO_CLIPBOARD_TEXT: &str = "Open a new file and paste into it with the keyboard.";
/// Notice.
pub const CONFLICT: &str = "Another tab of this browser has kept other files since.";
/// Notice.
pub const CONFLICT_TEXT: &str = "What you see here is not kept until you choose.";
/// Notice.
pub const KEEP_THESE: &str = "Keep these";
/// Notice.
pub const OPEN_THOSE: &str = "Open those";
/// Notice.
pub const LINK_BESIDE_TEXT: &str = "It is open beside the files that were here.";

/// Said when a file was closed.
pub fn closed(name: &str) -> String {
    format!("{name} is closed.")
}

/// Why some files were not opened.
pub fn too_many_files(left: usize, most: usize) -> String {
    format!("{} left out: {most} can be open at once.", super::several(left, "file"))
}
