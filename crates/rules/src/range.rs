//! Ranges of numbers, as settings write them.

/// Whether a number, as in `9100`, or a range of numbers, as in `30000-32767`, holds a number.
pub(crate) fn covers(range: &str, number: i64) -> bool {
    let read = |text: &str| text.trim().parse::<i64>().ok();
    match range.split_once('-') {
        Some((first, last)) => {
            read(first).is_some_and(|first| first <= number) && read(last).is_some_and(|last| number <= last)
        }
        None => read(range) == Some(number),
    }
}
