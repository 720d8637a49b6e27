//! What the tests of who may do what share: clusters from text, and dice.

mod clusters;
mod escalation;
mod examples;
mod naive;
mod reference;

use super::Model;
use crate::facts::ObjectFacts;
use crate::testing::file;
use crate::{Id, Known, objects};

/// The facts of a text, with where they stand.
pub(super) struct Text(Vec<(Id, ObjectFacts)>);

impl Text {
    pub(super) fn of(text: &str) -> Self {
        let file = file(text);
        let mut all = Vec::new();
        for document in 0..file.documents().len() {
            for (ordinal, object) in (0..).zip(objects(&file, document)) {
                all.push((Id { file: 0, document: document as u32, ordinal }, ObjectFacts::of(&object)));
            }
        }
        Self(all)
    }

    pub(super) fn model<'a>(&'a self, background: &'a [ObjectFacts]) -> Model<'a> {
        let known: Vec<Known<'a>> = self.0.iter().map(|(id, facts)| Known { id: *id, facts }).collect();
        Model::new(&known, background)
    }
}

/// Numbers that are the same for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most
    }

    pub(super) fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A few of a list, in its order, at least `least`.
    pub(super) fn some(&mut self, least: usize, list: &[&'static str]) -> Vec<&'static str> {
        loop {
            let few: Vec<_> = list.iter().copied().filter(|_| self.one_in(list.len().max(2))).collect();
            if few.len() >= least {
                return few;
            }
        }
    }
}
