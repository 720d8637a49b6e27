//! Takes away from a text what a difference does not need.

use anyhow::Result;

use super::compare::{self, Difference};
use super::kubectl::Kubectl;
use super::{Case, known};

/// How often kubectl is asked, at most.
const ROUNDS: usize = 40;

/// The smallest text found that still shows the difference: without halves of its lines, quarters, single lines, then characters.
pub(super) fn shrink(kubectl: &Kubectl, case: &Case, difference: Difference) -> Result<Case> {
    let mut best = case.clone();
    let mut by_line = true;
    let mut length = usize::MAX;
    for _ in 0..ROUNDS {
        let pieces = pieces(&best.bytes, by_line);
        length = length.min(pieces.len() / 2);
        if length == 0 && (!by_line || pieces.len() > 30) {
            break;
        }
        if length == 0 {
            (by_line, length) = (false, 8);
            continue;
        }
        let groups: Vec<&[&[u8]]> = pieces.chunks(length).collect();
        let without = |left_out: &dyn Fn(usize) -> bool| {
            let kept = groups.iter().enumerate().filter(|(index, _)| !left_out(*index));
            with_bytes(&best, kept.flat_map(|(_, group)| group.concat()).collect())
        };
        let smaller: Vec<Case> = (0..groups.len()).map(|left_out| without(&|index| index == left_out)).collect();
        let kept = still(kubectl, &smaller, difference)?;
        // All at once, where they do not depend on each other; else the first.
        let together = without(&|index| kept.get(index) == Some(&true));
        let first = smaller.iter().zip(&kept).find(|(_, kept)| **kept).map(|(case, _)| case.clone());
        let Some(first) = first else {
            length /= 2;
            continue;
        };
        let all = still(kubectl, std::slice::from_ref(&together), difference)? == [true];
        best = if all { together } else { first };
    }
    Ok(best)
}

/// Which of the cases still show the difference.
fn still(kubectl: &Kubectl, cases: &[Case], difference: Difference) -> Result<Vec<bool>> {
    let answers = kubectl.ask(cases)?;
    let shows = |case: &Case, answer| {
        compare::difference(&compare::read(case), answer) == Some(difference)
            && known::reason(case, difference).is_none()
    };
    Ok(cases.iter().zip(&answers).map(|(case, answer)| shows(case, answer)).collect())
}

fn with_bytes(case: &Case, bytes: Vec<u8>) -> Case {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Case { name: case.name.clone(), json: case.json, bytes, text }
}

/// The lines of a text, or its bytes.
fn pieces(bytes: &[u8], by_line: bool) -> Vec<&[u8]> {
    if by_line { bytes.split_inclusive(|byte| *byte == b'\n').collect() } else { bytes.chunks(1).collect() }
}
