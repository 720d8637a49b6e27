//! A text of a Dockerfile that may have been put together from several lines.

use crate::Span;

/// A piece of a Dockerfile as the builder reads it. Where it is written in one go it is a place in the file and nothing else; where
/// lines were joined, or quotes taken away, it holds what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    span: Span,
    joined: Option<Box<Joined>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Joined {
    text: String,
    /// Where each piece starts: in `text`, and in the file. Empty where the text is not written like this anywhere.
    pieces: Vec<(u32, u32)>,
}

impl Text {
    /// A text that the words at a place mean.
    pub(super) fn meant(span: Span, text: String) -> Self {
        Self { span, joined: Some(Box::new(Joined { text, pieces: Vec::new() })) }
    }

    /// What the places of a file come to, one after the other.
    pub(super) fn join(source: &str, places: &[Span]) -> Self {
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return Self::default() };
        if places.len() == 1 {
            return Self { span: *first, joined: None };
        }
        let mut joined = Joined { text: String::new(), pieces: Vec::with_capacity(places.len()) };
        for place in places {
            joined.pieces.push((narrow(joined.text.len()), place.start));
            joined.text.push_str(place.of(source));
        }
        Self { span: Span::new(first.start, last.end), joined: Some(Box::new(joined)) }
    }

    /// From where it begins in the file to where it ends.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The text itself; `source` is the file's.
    pub fn text<'a>(&'a self, source: &'a str) -> &'a str {
        self.joined.as_deref().map_or_else(|| self.span.of(source), |joined| &joined.text)
    }

    /// The place in the file of the bytes `from..to` of the text; all of its place where quotes or escapes were taken away.
    pub fn place(&self, from: usize, to: usize) -> Span {
        let (from, to) = (narrow(from), narrow(to.max(from)));
        let Some(joined) = &self.joined else {
            return Span::new(self.span.start.saturating_add(from), self.span.start.saturating_add(to));
        };
        let start = joined.place(from);
        if joined.pieces.is_empty() {
            return self.span;
        }
        // The end belongs to the piece of the byte before it.
        let end = if to > from { joined.place(to - 1).saturating_add(1) } else { start };
        Span::new(start, end)
    }

    /// The bytes `from..to` of it.
    pub(super) fn slice(&self, from: usize, to: usize) -> Self {
        let span = self.place(from, to);
        let Some(joined) = self.joined.as_deref().filter(|joined| !joined.is_whole(from, to)) else {
            return Self { span, joined: None };
        };
        let (start, end) = (narrow(from), narrow(to));
        let first = joined.piece(start);
        let inside = joined.pieces.iter().skip(first).take_while(|piece| piece.0 < end);
        let pieces = inside.map(|(text, file)| {
            let cut = start.saturating_sub(*text);
            (text.saturating_sub(start), file.saturating_add(cut))
        });
        let text = joined.text.get(from..to).unwrap_or_default().to_owned();
        Self { span, joined: Some(Box::new(Joined { text, pieces: pieces.collect() })) }
    }
}

impl Joined {
    /// The piece that a byte of the text belongs to.
    fn piece(&self, at: u32) -> usize {
        self.pieces.partition_point(|piece| piece.0 <= at).saturating_sub(1)
    }

    fn place(&self, at: u32) -> u32 {
        let (text, file) = self.pieces.get(self.piece(at)).copied().unwrap_or_default();
        file.saturating_add(at.saturating_sub(text))
    }

    /// Whether some bytes of the text are of one piece, so that they stand in the file as they are.
    fn is_whole(&self, from: usize, to: usize) -> bool {
        !self.pieces.is_empty() && (to <= from || self.piece(narrow(from)) == self.piece(narrow(to - 1)))
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
