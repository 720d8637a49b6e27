//! From bytes to the lines and columns that people and editors count, and back.

/// Where lines start, and how far UTF-16 columns lag behind bytes.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Bytes less UTF-16 units before each block of [`BLOCK`] bytes; empty for a file of ASCII.
    lag: Vec<u32>,
}

const BLOCK: usize = 256;

impl LineIndex {
    /// Indexes a text. Lines end with LF, CRLF or CR.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends {
                starts.push(narrow(index + 1));
            }
        }
        Self { starts, lag: if text.is_ascii() { Vec::new() } else { lag(bytes) } }
    }

    /// Number of lines; a text that ends with a line break has an empty last one.
    pub fn count(&self) -> u32 {
        narrow(self.starts.len())
    }

    /// Line and column of an offset, both from 1, the column in UTF-16 units. An offset past the end is taken as the end.
    pub fn position(&self, text: &str, offset: u32) -> (u32, u32) {
        let offset = offset.min(narrow(text.len()));
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        (narrow(line), self.units(text, offset).saturating_sub(self.units(text, start)) + 1)
    }

    /// The offset of a line and column, both from 1. `None` for a line that is not there; a column past the line's end is its end.
    pub fn offset(&self, text: &str, line: u32, column: u32) -> Option<u32> {
        let start = *self.starts.get(line.checked_sub(1)? as usize)?;
        let rest = text.get(start as usize..self.line_end(text, line))?;
        let wanted = column.checked_sub(1)? as usize;
        if self.lag.is_empty() {
            return Some(start + narrow(wanted.min(rest.len())));
        }
        let mut units = 0;
        for (index, character) in rest.char_indices() {
            if units >= wanted {
                return Some(start + narrow(index));
            }
            units += character.len_utf16();
        }
        Some(start + narrow(rest.len()))
    }

    /// Where the text of a line ends, before its line break.
    fn line_end(&self, text: &str, line: u32) -> usize {
        let next = self.starts.get(line as usize).map_or(text.len(), |next| *next as usize);
        let start = self.starts.get(line.saturating_sub(1) as usize).map_or(0, |start| *start as usize);
        let bytes = text.as_bytes().get(start..next).unwrap_or_default();
        let breaks = bytes.iter().rev().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        // Two breaks belong to one line only as CRLF.
        let breaks = if breaks == 2 && !bytes.ends_with(b"\r\n") { 1 } else { breaks };
        next - breaks
    }

    /// UTF-16 units before an offset. A place within a character counts the character's start.
    fn units(&self, text: &str, offset: u32) -> u32 {
        let block = offset as usize / BLOCK;
        let Some(lag) = self.lag.get(block) else { return offset };
        let bytes = text.as_bytes().get(block * BLOCK..offset as usize).unwrap_or_default();
        offset.saturating_sub(lag + bytes.iter().copied().map(byte_lag).sum::<u32>())
    }
}

fn lag(bytes: &[u8]) -> Vec<u32> {
    let mut sum = 0;
    let mut lag = vec![0];
    for block in bytes.chunks(BLOCK) {
        sum += block.iter().copied().map(byte_lag).sum::<u32>();
        lag.push(sum);
    }
    lag
}

/// A character of 1, 2, 3, 4 bytes has 1, 1, 1, 2 units: each byte after the first lags, but one of four.
const fn byte_lag(byte: u8) -> u32 {
    match byte {
        0xC0..=0xDF => 1,
        0xE0..=0xFF => 2,
        _ => 0,
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[track_caller]
    fn round(text: &str, offset: u32, line: u32, column: u32) {
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, offset), (line, column));
        assert_eq!(lines.offset(text, line, column), Some(offset));
    }

    #[test]
    fn columns_count_utf16() {
        let text = "a: é𝄞x\n\u{FEFF}b\n";
        round(text, 3, 1, 4);
        round(text, 5, 1, 5);
        round(text, 9, 1, 7);
        round(text, 11, 2, 1);
        round(text, 14, 2, 2);
        round(text, 16, 3, 1);
    }

    #[test]
    fn every_line_break_counts_once() {
        let text = "a\r\nb\rc\n\nd";
        for (offset, line) in [(0, 1), (3, 2), (5, 3), (7, 4), (8, 5)] {
            round(text, offset, line, 1);
        }
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 5);
        assert_eq!(lines.offset(text, 1, 9), Some(1));
        assert_eq!(lines.offset(text, 4, 9), Some(7));
        assert_eq!(lines.offset(text, 6, 1), None);
        assert_eq!(lines.offset(text, 0, 1), None);
        assert_eq!(lines.position(text, 99), (5, 2));
    }

    #[test]
    fn long_lines_with_wide_characters() {
        let text = format!("{}x\ny", "é𝄞a".repeat(1000));
        let end = u32::try_from(text.find('x').unwrap()).unwrap();
        round(&text, end, 1, 4001);
        round(&text, end + 2, 2, 1);
        round(&text, 7 * 500 + 2, 1, 4 * 500 + 2);
    }
}
