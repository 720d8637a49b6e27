//! Two tables of rules as one, while the program is compiled.

use crate::Rule;

/// The rules of two lists, each sorted by id, as one list of `N`, sorted by id. Places that nothing is left for hold `filler`.
pub(crate) const fn merge<const N: usize>(
    mut one: &[&'static Rule],
    mut other: &[&'static Rule],
    filler: &'static Rule,
) -> [&'static Rule; N] {
    let mut merged = [filler; N];
    let mut room: &mut [&'static Rule] = &mut merged;
    while let Some((place, rest)) = room.split_first_mut() {
        match (one, other) {
            ([first, others @ ..], [second, ..]) if is_before(first.id, second.id) => {
                *place = *first;
                one = others;
            }
            (_, [second, others @ ..]) => {
                *place = *second;
                other = others;
            }
            ([first, others @ ..], []) => {
                *place = *first;
                one = others;
            }
            ([], []) => {}
        }
        room = rest;
    }
    merged
}

/// `one < other`, which the standard library cannot tell while compiling.
const fn is_before(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, firsts @ ..], [second, seconds @ ..]) = (one, other) {
        if *first != *second {
            return *first < *second;
        }
        one = firsts;
        other = seconds;
    }
    one.len() < other.len()
}
