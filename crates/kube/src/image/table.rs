//! The tables that `cargo xtask data` makes: lines of text, sorted by their first cell, looked up by halving.

/// A table: cells between tabs, the first line says what it is made from.
pub(crate) struct Table(pub(crate) &'static str);

pub(super) static END_OF_LIFE: Table = Table(include_str!("tables/end-of-life.txt"));
pub(super) static FAMILIES: Table = Table(include_str!("tables/image-families.txt"));
pub(super) static BASES: Table = Table(include_str!("tables/image-bases.txt"));
pub(super) static OFFICIAL: Table = Table(include_str!("tables/official-images.txt"));

/// What a table is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it holds.
    pub what: &'static str,
    /// The day of its data.
    pub date: &'static str,
    /// Where the data is from.
    pub source: &'static str,
    /// On what terms.
    pub licence: &'static str,
}

/// What each table of images is made from, to be shown with what is read from it.
pub fn made() -> impl Iterator<Item = Made> {
    [("end of life", &END_OF_LIFE), ("families of images", &FAMILIES), ("official images", &OFFICIAL)]
        .into_iter()
        .map(|(what, table)| table.made(what))
}

impl Table {
    pub(crate) fn made(&self, what: &'static str) -> Made {
        let head = self.0.lines().next().unwrap_or_default().trim_start_matches('#');
        let mut cells = head.split('\t').map(str::trim);
        let mut next = || cells.next().unwrap_or_default();
        Made { what, date: next(), source: next(), licence: next() }
    }

    /// The cells after the first one, of the row that begins with `key`; with the key as the table spells it.
    pub(crate) fn row(&self, key: &str) -> Option<(&'static str, &'static str)> {
        let text = self.0;
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = text.get(low..middle)?.rfind('\n').map_or(low, |at| low + at + 1);
            let end = text.get(start..)?.find('\n').map_or(text.len(), |at| start + at);
            let line = text.get(start..end)?;
            let (found, cells) = line.split_once('\t').unwrap_or((line, ""));
            match found.cmp(key) {
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
                std::cmp::Ordering::Equal => return Some((found, cells)),
            }
        }
        None
    }

    /// The first cells of all rows.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.0.lines().skip(1).map(|line| line.split('\t').next().unwrap_or(line))
    }
}

#[cfg(test)]
#[test]
fn every_row_is_found_and_nothing_else() {
    for table in [&END_OF_LIFE, &FAMILIES, &BASES, &OFFICIAL] {
        assert!(table.0.is_ascii());
        for key in table.keys() {
            assert_eq!(table.row(key).map(|(found, _)| found), Some(key));
        }
        for none in ["", "#", "zzz", "docker.io/library/", "alp"] {
            assert_eq!(table.row(none), None, "{none}");
        }
    }
    assert_eq!(END_OF_LIFE.made("").source, "endoflife.date");
    assert!(made().all(|made| Some(made.date.len()) == Some(10) && !made.licence.is_empty()));
}
