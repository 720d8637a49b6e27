//! The folders that files lie in: what lies in one is usually applied together.

use plimsoll_source::order::hash;

use crate::prelude::*;

/// For each file a number that the files of its folder have in common, in the order of files.
pub(super) struct Folders(Vec<(u32, u64)>);

impl Folders {
    pub(super) fn of(ctx: &Context<'_>) -> Self {
        Self(ctx.files().map(|(place, file)| (place.file, hash(parts(file.name()).0))).collect())
    }

    /// The folder of a file.
    pub(super) fn of_file(&self, file: u32) -> u64 {
        let place = self.0.binary_search_by_key(&file, |(known, _)| *known).ok();
        place.and_then(|place| self.0.get(place)).map_or(0, |(_, folder)| *folder)
    }
}

/// The folder and the name of a file in it.
pub(super) fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
