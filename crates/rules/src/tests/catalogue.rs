//! What fifteen other checkers look for, as one list, and which rule answers for each row of it.
//! `catalogue.tsv` names the row, its category, the rule, or why no manifest can tell.

use std::collections::BTreeSet;

use crate::find;

/// Of a hundred rows of a category, so many may be left out.
const LEFT_OUT: usize = 3;

struct Row {
    id: &'static str,
    category: &'static str,
    rule: &'static str,
    reason: &'static str,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("../../catalogue.tsv").lines().skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, category, rule, reason] = cells.as_slice() else { panic!("not four cells: {line}") };
            Row { id, category, rule, reason }
        })
        .collect()
}

#[test]
fn each_row_is_answered_by_a_rule_or_says_why_not() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert(row.id), "`{}` stands twice", row.id);
        if row.rule.is_empty() {
            assert!(!row.reason.is_empty(), "`{}` has neither a rule nor a reason", row.id);
        } else {
            assert!(find(row.rule).is_some(), "`{}`: there is no rule `{}`", row.id, row.rule);
        }
    }
}

#[test]
fn few_rows_are_left_out() {
    let rows = rows();
    let left_out: Vec<_> = rows.iter().filter(|row| row.rule.is_empty()).map(|row| row.id).collect();
    assert!(left_out.len() * 100 <= rows.len() * LEFT_OUT, "{left_out:?}");
}

#[test]
fn a_row_whose_name_is_a_rule_is_answered_by_it() {
    for row in rows() {
        assert!(
            find(row.id).is_none() || row.rule == row.id,
            "`{}` of {} is answered by `{}`",
            row.id,
            row.category,
            row.rule
        );
    }
}
