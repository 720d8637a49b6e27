//! Numbers that may be a share, as apimachinery's `intstr.IntOrString` holds them in update strategies and budgets.

use plimsoll_source::{Kind, Value};

/// A number of Pods, or a share of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntOrPercent {
    /// So many.
    Int(i32),
    /// So many in a hundred; more than 100 is kept, so that it can be told.
    Percent(u32),
}

/// A value that is neither a number nor a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoIntOrPercent;

impl IntOrPercent {
    /// Reads a value; none where nothing is written.
    pub fn read(value: Value<'_>) -> Option<Result<Self, NoIntOrPercent>> {
        let read = match value.kind() {
            Kind::Null => return None,
            Kind::String => value.as_str().and_then(percent).map(Self::Percent),
            _ => value.as_i64().and_then(|number| i32::try_from(number).ok()).map(Self::Int),
        };
        Some(read.ok_or(NoIntOrPercent))
    }

    /// How many of `total` it is. A share is rounded up where `up`, as for what must be available, else down.
    pub fn of(self, total: i64, up: bool) -> i64 {
        match self {
            Self::Int(number) => i64::from(number),
            Self::Percent(share) => {
                let hundredths = i128::from(share) * i128::from(total);
                let whole = hundredths.div_euclid(100) + i128::from(up && hundredths.rem_euclid(100) != 0);
                i64::try_from(whole).unwrap_or(i64::MAX)
            }
        }
    }

    /// Whether the API server takes it: it is not negative, and no more than the whole.
    pub const fn is_valid(self) -> bool {
        match self {
            Self::Int(number) => number >= 0,
            Self::Percent(share) => share <= 100,
        }
    }
}

/// `25%`: digits and the sign, nothing else.
fn percent(text: &str) -> Option<u32> {
    let digits = text.strip_suffix('%')?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::file;

    #[test]
    fn numbers_and_shares_are_read_and_nothing_else() {
        let file = file("[1, '25%', 120%, -1, '1', +5%, '%', 5000000000, yes, [], ~, 99999999999%]\n");
        let read: Vec<_> = file.root(0).unwrap().items().map(IntOrPercent::read).collect();
        let (int, share) =
            (|number| Some(Ok(IntOrPercent::Int(number))), |share| Some(Ok(IntOrPercent::Percent(share))));
        let no = Some(Err(NoIntOrPercent));
        let expected = [int(1), share(25), share(120), int(-1), no, no, no, no, no, no, None, share(u32::MAX)];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_share_is_rounded_as_asked() {
        let share = IntOrPercent::Percent(25);
        assert_eq!((share.of(5, true), share.of(5, false), share.of(4, true)), (2, 1, 1));
        assert_eq!(
            (IntOrPercent::Int(3).of(1, true), IntOrPercent::Percent(u32::MAX).of(i64::MAX, true)),
            (3, i64::MAX)
        );
        assert!(share.is_valid() && !IntOrPercent::Percent(101).is_valid() && !IntOrPercent::Int(-1).is_valid());
    }
}
