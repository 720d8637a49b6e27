//! The same work on each of many things: at once where there are threads, one after the other where there are none.

/// Does the work on each.
#[cfg(target_family = "wasm")]
pub(crate) fn each<T>(items: &mut [T], work: impl Fn(&mut T)) {
    items.iter_mut().for_each(work);
}

/// Does the work on each, on as many threads as the machine has processors.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync) {
    use std::num::NonZero;
    use std::sync::Mutex;
    use std::thread::{self, Builder};

    /// What the first thread of a process usually has.
    const STACK: usize = 8 << 20;

    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let queue = Mutex::new(items.iter_mut());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let run = || {
        while let Some(item) = next() {
            work(item);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where there is no other thread to be had, this one does it all.
            let _ = Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        }
        run();
    });
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn each_is_met_once() {
        for length in [0, 1, 100] {
            let mut numbers: Vec<usize> = (0..length).collect();
            each(&mut numbers, |number| *number *= 2);
            assert_eq!(numbers, (0..length).map(|number| number * 2).collect::<Vec<_>>());
        }
    }
}
