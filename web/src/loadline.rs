//! The load line: how many edits a workload lies below each level, and where that puts the lines of its drawings.

use plimsoll_report::{PodSecurity, PodSecurityLevel};

/// A workload's draught: one unit is one edit to `restricted`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draught {
    /// Edits that baseline asks for.
    pub to_baseline: usize,
    /// Edits that restricted asks for beyond those.
    pub beyond: usize,
    /// Where it lies.
    pub level: PodSecurityLevel,
}

impl Draught {
    /// Counts a workload's blockers.
    pub fn of(workload: &PodSecurity) -> Self {
        let to_baseline =
            workload.blockers.iter().filter(|blocker| blocker.level == PodSecurityLevel::Baseline).count();
        Self { to_baseline, beyond: workload.blockers.len() - to_baseline, level: workload.level }
    }

    /// All edits to restricted.
    pub const fn total(self) -> usize {
        self.to_baseline + self.beyond
    }

    /// The figure that the line of a level stands at.
    pub const fn figure(self, level: PodSecurityLevel) -> usize {
        match level {
            PodSecurityLevel::Privileged => self.total(),
            PodSecurityLevel::Baseline => self.beyond,
            PodSecurityLevel::Restricted => 0,
        }
    }

    /// Edits that lift it to a level.
    pub const fn edits_to(self, level: PodSecurityLevel) -> usize {
        self.total() - self.figure(level)
    }
}

/// Numbers of the workloads, the deepest first.
pub fn fleet(workloads: &[PodSecurity]) -> Vec<usize> {
    // One number for level and edits, so that the order is one of plain numbers.
    let depth =
        |workload: &PodSecurity| ((workload.level as u64) << 32) + u64::from(u32::MAX) - workload.blockers.len() as u64;
    let mut order: Vec<(u64, usize)> = workloads.iter().map(depth).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, number)| number).collect()
}

/// Where the lines of a gauge stand, in its own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Distance between two figures.
    pub unit: usize,
    /// Every so many figures one is written.
    pub every: usize,
    total: usize,
}

/// The waterline never moves: the hull does.
pub const WATERLINE: usize = 150;
const UNIT: usize = 42;
const LENGTH: usize = 560;
const SMALLEST: usize = 3;
const FIGURE: usize = 18;

impl Scale {
    /// The scale that shows so many edits.
    pub fn new(total: usize) -> Self {
        let unit = LENGTH.checked_div(total).unwrap_or(UNIT).clamp(SMALLEST, UNIT);
        Self {
            unit,
            every: [1, 2, 5, 10, 20, 50].into_iter().find(|every| every * unit >= FIGURE).unwrap_or(100),
            total,
        }
    }

    /// Height of a figure's line.
    pub const fn height(self, figure: usize) -> usize {
        WATERLINE + (self.total - figure) * self.unit
    }

    /// Figures that are written.
    pub fn figures(self) -> impl Iterator<Item = usize> {
        (0..=self.total).filter(move |figure| figure % self.every == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::workload;

    #[test]
    fn baseline_lies_at_what_only_restricted_asks_for() {
        let draught = Draught::of(&workload("agent", 2, 4));
        assert_eq!((draught.total(), draught.figure(PodSecurityLevel::Baseline)), (6, 4));
        assert_eq!(
            (draught.edits_to(PodSecurityLevel::Baseline), draught.edits_to(PodSecurityLevel::Restricted)),
            (2, 6)
        );
        assert_eq!(draught.figure(PodSecurityLevel::Restricted), 0);
    }

    #[test]
    fn the_deepest_comes_first_and_a_level_counts_before_edits() {
        let workloads = [workload("web", 0, 0), workload("api", 0, 9), workload("edge", 1, 1), workload("agent", 2, 4)];
        assert_eq!(fleet(&workloads), [3, 2, 1, 0]);
    }

    #[test]
    fn the_waterline_stands_at_the_top_figure_and_long_hulls_shrink() {
        let scale = Scale::new(6);
        assert_eq!((scale.height(6), scale.height(4), scale.height(0)), (150, 234, 402));
        let long = Scale::new(100);
        assert_eq!((long.height(100), long.height(0)), (150, 650));
        assert!(long.figures().count() < 40);
        assert_eq!(Scale::new(0).height(0), WATERLINE);
    }
}
