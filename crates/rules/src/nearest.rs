//! The known word that a mistyped one was probably meant to be.

/// The word of `known` with the fewest edits from `word`, if it is near enough to be a likely slip. The first of equals wins.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // A long word has room for more slips; past a half, a suggestion is a guess.
    let bound = (word.chars().count() / 2).clamp(1, 8);
    // No known word is near a text of this length, and measuring it would cost its square.
    if word.len() > 200 {
        return None;
    }
    let best = known.into_iter().map(|candidate| (cost(word, candidate), candidate)).min_by_key(|(cost, _)| *cost)?;
    (best.0 <= bound).then_some(best.1)
}

/// The slips between two words. Leaving off the end of a long one is a single slip.
fn cost(word: &str, candidate: &str) -> usize {
    let whole = distance(word, candidate);
    let length = word.chars().count();
    if length < 4 || candidate.chars().count() <= length {
        return whole;
    }
    let start: String = candidate.chars().take(length).collect();
    whole.min(distance(word, &start) + 1)
}

/// Insertions, removals and replacements of one character that lead from `left` to `right`, without regard to case.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, to) in row.iter_mut().skip(1).zip(&right) {
            let replace = diagonal + usize::from(!from.eq_ignore_ascii_case(to));
            diagonal = *cell;
            *cell = replace.min(diagonal + 1).min(before + 1);
            before = *cell;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_and_nonsense_finds_none() {
        let known = ["audience", "exceptions", "kubernetes-version", "rules"];
        assert_eq!(nearest("audiense", known), Some("audience"));
        assert_eq!(nearest("Rules", known), Some("rules"));
        assert_eq!(nearest("kubernetesVersion", known), Some("kubernetes-version"));
        assert_eq!(nearest("kubernetes", known), Some("kubernetes-version"));
        assert_eq!(nearest("zzzz", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn the_distance_is_levenshteins() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("naïve", "naive"), 1);
    }
}
