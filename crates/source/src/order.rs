//! Sorting and finding by numbers. A sort of the standard library is compiled anew for every type it sorts, and what the browser
//! fetches shows it: here all of them sort pairs of a number and a place.

/// Sorts by a number; items with the same number keep their order.
pub fn by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    if items.is_sorted_by_key(&number) {
        return;
    }
    let order = Order::new(items.iter().map(number));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.places().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Two numbers as one, which sorts as the pair does.
pub fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// A number that texts rarely share (FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>): what it finds is to be compared.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Places of a list in the order of numbers, to be found by them.
#[derive(Debug, Default)]
pub struct Order(Vec<(u64, u32)>);

impl Order {
    /// The order of a list whose items have these numbers. A list may have as many items as a `u32` counts.
    pub fn new(numbers: impl Iterator<Item = u64>) -> Self {
        let mut order: Vec<(u64, u32)> = numbers.zip(0..).collect();
        order.sort_unstable();
        Self(order)
    }

    /// All places, those with the least number first.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(_, place)| *place as usize)
    }

    /// The places with a number, in the order of the list.
    pub fn find(&self, number: u64) -> Places<'_> {
        let first = self.0.partition_point(|(known, _)| *known < number);
        Places { rest: self.0.get(first..).unwrap_or_default().iter(), number }
    }

    /// How many places have a number.
    pub fn count(&self, number: u64) -> usize {
        let first = self.0.partition_point(|(known, _)| *known < number);
        self.0.partition_point(|(known, _)| *known <= number) - first
    }

    /// Whether a place has this number.
    pub fn contains(&self, number: u64) -> bool {
        self.find(number).next().is_some()
    }

    /// For each place whether an earlier one has the same number.
    pub fn repeated(&self) -> Vec<bool> {
        let mut repeated = vec![false; self.0.len()];
        for ((before, _), (number, place)) in self.0.iter().zip(self.0.iter().skip(1)) {
            if let Some(is_repeated) = repeated.get_mut(*place as usize) {
                *is_repeated = before == number;
            }
        }
        repeated
    }
}

/// The places with a number. A type of its own, since many walk through them.
#[derive(Clone, Debug)]
pub struct Places<'o> {
    rest: std::slice::Iter<'o, (u64, u32)>,
    number: u64,
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.rest.next().filter(|(number, _)| *number == self.number).map(|(_, place)| *place as usize)
    }
}

/// Places of a list by numbers, each to be taken once.
#[derive(Debug)]
pub struct Stock {
    order: Order,
    /// How many were taken of those with the number that stands first in `order` at this place.
    taken: Vec<u32>,
}

impl Stock {
    /// The stock of a list whose items have these numbers.
    pub fn new(numbers: impl Iterator<Item = u64>) -> Self {
        let order = Order::new(numbers);
        Self { taken: vec![0; order.0.len()], order }
    }

    /// The next place with a number.
    pub fn take(&mut self, number: u64) -> Option<usize> {
        let first = self.order.0.partition_point(|(known, _)| *known < number);
        let taken = self.taken.get_mut(first)?;
        let (_, place) = self.order.0.get(first + *taken as usize).filter(|(known, _)| *known == number)?;
        *taken += 1;
        Some(*place as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_sort_by_their_number_and_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        by_number(&mut items, |(number, _)| *number);
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn pairs_sort_by_the_first_and_then_the_second() {
        let mut pairs = vec![(1, 0), (0, u32::MAX), (0, 7), (u32::MAX, 1)];
        by_number(&mut pairs, |(first, second)| pair(*first, *second));
        assert_eq!(pairs, [(0, 7), (0, u32::MAX), (1, 0), (u32::MAX, 1)]);
    }

    #[test]
    fn places_are_found_by_number() {
        let order = Order::new([5, 3, 5, 9].into_iter());
        assert_eq!(order.places().collect::<Vec<_>>(), [1, 0, 2, 3]);
        assert_eq!(order.find(5).collect::<Vec<_>>(), [0, 2]);
        assert_eq!([3, 4, 5, 10].map(|number| order.count(number)), [1, 0, 2, 0]);
        assert!(order.contains(9) && !order.contains(4));
        assert_eq!(order.repeated(), [false, false, true, false]);
        assert_eq!(Order::default().find(0).count(), 0);
    }

    #[test]
    fn each_place_is_taken_once() {
        let mut stock = Stock::new([5, 3, 5].into_iter());
        assert_eq!([stock.take(5), stock.take(4), stock.take(5), stock.take(5)], [Some(0), None, Some(2), None]);
        assert_eq!([stock.take(3), stock.take(3), stock.take(9)], [Some(1), None, None]);
    }
}
