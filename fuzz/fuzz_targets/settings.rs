//! Any text as a settings file: used, or refused at a place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_engine::Settings;

fuzz_target!(|text: &str| {
    if let Err(error) = Settings::read(text) {
        assert!(!error.message.is_empty());
        if let Some((line, column)) = error.position {
            assert!(line >= 1 && column >= 1, "{line}:{column}");
        }
    }
});
