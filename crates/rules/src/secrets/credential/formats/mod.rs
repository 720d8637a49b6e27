//! The formats of tokens, one row each, and where to look for which: an index by first character that the compiler makes.
//! Rows of one first character are asked in the order of the tables.

mod cloud;
mod forge;
mod model;
mod service;

use super::format::Format;

const TABLES: [&[Format]; 4] = [cloud::FORMATS, forge::FORMATS, service::FORMATS, model::FORMATS];

const COUNT: usize = cloud::FORMATS.len() + forge::FORMATS.len() + service::FORMATS.len() + model::FORMATS.len();

/// Where the rows begin whose prefix begins with a byte: one more than the place of the first, 0 for none.
struct Index {
    /// Of those whose tokens begin with the prefix.
    starts: [u8; 128],
    /// Of those whose prefix stands in the middle.
    middles: [u8; 128],
    /// By the first byte of a prefix, a bit for the last five bits of each second one: few words that begin like a token go on so.
    seconds: [u32; 128],
    /// The next row with the same first byte.
    next: [u8; COUNT],
}

static INDEX: Index = index();

#[expect(clippy::indexing_slicing, reason = "the compiler runs it, and a test every row")]
const fn index() -> Index {
    let mut index = Index { starts: [0; 128], middles: [0; 128], seconds: [0; 128], next: [0; COUNT] };
    // From the last row to the first, so that each list is in the order of the tables.
    let mut place = COUNT;
    while place > 0 {
        let format = row(place);
        let prefix = format.prefix.as_bytes();
        let first = prefix[0] as usize;
        index.seconds[first] |= if prefix.len() > 1 { 1 << (prefix[1] & 31) } else { u32::MAX };
        let heads = if format.before.is_some() { &mut index.middles } else { &mut index.starts };
        index.next[place - 1] = heads[first];
        heads[first] = place as u8;
        place -= 1;
    }
    index
}

/// The row at a place that is counted from 1.
#[expect(clippy::indexing_slicing, reason = "only places of the index are asked for")]
const fn row(mut place: usize) -> &'static Format {
    let mut table = 0;
    while place > TABLES[table].len() {
        place -= TABLES[table].len();
        table += 1;
    }
    &TABLES[table][place - 1]
}

/// Whether a row's prefix begins with a byte: of those in the middle of tokens, and of the others too where a word begins.
pub(crate) fn may_begin(byte: u8, word_begins: bool) -> bool {
    head(&INDEX.middles, byte) != 0 || (word_begins && head(&INDEX.starts, byte) != 0)
}

/// Whether a row's prefix may begin with these two bytes.
pub(crate) fn may_go_on(first: u8, second: u8) -> bool {
    let seconds = INDEX.seconds.get(usize::from(first)).copied().unwrap_or_default();
    seconds & 1 << (second & 31) != 0
}

/// The rows whose prefix begins with a byte.
pub(crate) fn beginning_with(byte: u8, word_begins: bool) -> impl Iterator<Item = &'static Format> {
    let starts = if word_begins { head(&INDEX.starts, byte) } else { 0 };
    chain(starts).chain(chain(head(&INDEX.middles, byte)))
}

fn head(heads: &[u8; 128], byte: u8) -> u8 {
    heads.get(usize::from(byte)).copied().unwrap_or_default()
}

fn chain(first: u8) -> impl Iterator<Item = &'static Format> {
    let next = |place: &u8| INDEX.next.get(usize::from(*place) - 1).copied().filter(|place| *place != 0);
    std::iter::successors(Some(first).filter(|place| *place != 0), next).map(|place| row(usize::from(place)))
}

#[cfg(test)]
/// Every row.
pub(crate) fn all() -> impl Iterator<Item = &'static Format> {
    TABLES.into_iter().flatten()
}
