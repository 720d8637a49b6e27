//! Sets of connections by number, so that each is held once and what two of them make is worked out once.

use plimsoll_source::order::pair;

use super::ports::{Connections, Operation, Protocol};

/// The number of a set of connections.
pub type SetId = u32;

/// Nothing.
pub(super) const NONE: SetId = 0;
/// Everything.
pub(super) const ALL: SetId = 1;

/// Sets of connections by number.
#[derive(Debug)]
pub(super) struct Pool {
    sets: Vec<Connections>,
    known: Table,
    unions: Table,
    intersections: Table,
    differences: Table,
}

impl Pool {
    pub(super) fn new() -> Self {
        let table = Table::default;
        let (known, unions) = (table(), table());
        let mut pool = Self { sets: Vec::new(), known, unions, intersections: table(), differences: table() };
        pool.id(Connections::none());
        pool.id(Connections::all());
        pool
    }

    /// The set with a number.
    pub(super) fn get(&self, id: SetId) -> &Connections {
        static NOTHING: std::sync::OnceLock<Connections> = std::sync::OnceLock::new();
        self.sets.get(id as usize).unwrap_or_else(|| NOTHING.get_or_init(Connections::none))
    }

    /// The number of a set.
    pub(super) fn id(&mut self, set: Connections) -> SetId {
        let mut key = key(&set);
        while let Some(id) = self.known.get(key) {
            if *self.get(id) == set {
                return id;
            }
            key = key.wrapping_add(1);
        }
        let id = SetId::try_from(self.sets.len()).unwrap_or(NONE);
        self.known.insert(key, id);
        self.sets.push(set);
        id
    }

    /// What two sets make.
    pub(super) fn combine(&mut self, left: SetId, right: SetId, operation: Operation) -> SetId {
        match (operation, left, right) {
            (Operation::Union, NONE, other) | (Operation::Union, other, NONE) => return other,
            (Operation::Union, ALL, _) | (Operation::Union, _, ALL) => return ALL,
            (Operation::Intersection, ALL, other) | (Operation::Intersection, other, ALL) => return other,
            (Operation::Intersection, NONE, _) | (Operation::Intersection, _, NONE) => return NONE,
            (Operation::Difference, NONE, _) | (Operation::Difference, _, ALL) => return NONE,
            (Operation::Difference, left, NONE) => return left,
            (Operation::Difference, left, right) if left == right => return NONE,
            (_, left, right) if left == right => return left,
            _ => {}
        }
        let is_ordered = operation == Operation::Difference || left < right;
        let key = if is_ordered { pair(left, right) } else { pair(right, left) };
        if let Some(id) = self.table(operation).get(key) {
            return id;
        }
        let made = self.get(left).combine(self.get(right), operation);
        let id = self.id(made);
        self.table(operation).insert(key, id);
        id
    }

    fn table(&mut self, operation: Operation) -> &mut Table {
        match operation {
            Operation::Union => &mut self.unions,
            Operation::Intersection => &mut self.intersections,
            Operation::Difference => &mut self.differences,
        }
    }
}

fn key(set: &Connections) -> u64 {
    let ranges = Protocol::ALL.into_iter().flat_map(|protocol| {
        set.ports(protocol)
            .ranges()
            .iter()
            .map(move |(first, last)| (protocol as u64) << 32 | pair(0, 0) | u64::from(*first) << 16 | u64::from(*last))
    });
    ranges.fold(1, |key, range| mixed(key ^ range))
}

fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

/// Numbers by keys.
#[derive(Debug, Default)]
struct Table {
    /// Their count is a power of two, or none.
    slots: Vec<Option<(u64, u32)>>,
    used: usize,
}

impl Table {
    fn get(&self, key: u64) -> Option<u32> {
        let slot = self.slots.get(self.place(key)?)?.as_ref();
        slot.map(|(_, value)| *value)
    }

    fn insert(&mut self, key: u64, value: u32) {
        if self.used * 2 >= self.slots.len() {
            let room = (self.slots.len() * 2).max(64);
            let before = std::mem::replace(&mut self.slots, vec![None; room]);
            self.used = 0;
            before.into_iter().flatten().for_each(|(key, value)| self.insert(key, value));
        }
        if let Some(slot) = self.place(key).and_then(|place| self.slots.get_mut(place)) {
            *slot = Some((key, value));
            self.used += 1;
        }
    }

    /// Where a key stands, or would stand: there is always a free slot.
    fn place(&self, key: u64) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let start = usize::try_from(mixed(key) & u64::from(u32::MAX)).unwrap_or_default();
        (0..=mask)
            .map(|step| (start + step) & mask)
            .find(|place| self.slots.get(*place).is_some_and(|slot| slot.is_none_or(|(known, _)| known == key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::PortSet;

    #[test]
    fn a_set_has_one_number_however_it_came_about() {
        let mut pool = Pool::new();
        let ids: Vec<SetId> =
            (1..200).map(|port| pool.id(Connections::of(Protocol::Tcp, PortSet::range(port, port)))).collect();
        for (port, id) in (1..200).zip(&ids) {
            assert_eq!(pool.id(Connections::of(Protocol::Tcp, PortSet::range(port, port))), *id);
        }
        let both = pool.combine(ids[0], ids[1], Operation::Union);
        assert_eq!(pool.combine(ids[1], ids[0], Operation::Union), both);
        assert_eq!(pool.id(Connections::of(Protocol::Tcp, PortSet::range(1, 2))), both);
        assert_eq!(pool.combine(both, ids[1], Operation::Difference), ids[0]);
        assert_eq!(pool.combine(both, ids[1], Operation::Intersection), ids[1]);
        assert_eq!(pool.combine(ids[0], ids[1], Operation::Intersection), NONE);
        let rest = pool.combine(ALL, both, Operation::Difference);
        assert_eq!(pool.combine(rest, both, Operation::Union), ALL);
    }
}
