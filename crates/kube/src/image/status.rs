//! Whether an image gets fixes, from all that its name says.

use plimsoll_report::ImageStatus;

use super::{Clock, Day, Family, Reference, State};

/// How many days before its end something is said to end soon.
pub const SOON: i64 = 90;

/// Whether an image gets fixes on a day, given its clocks on that day. It is maintained where all that is in it is known, and gets fixes.
pub fn status(image: &Reference<'_>, family: Option<&Family>, clocks: &[Clock<'_>], date: Day) -> ImageStatus {
    if family.is_some_and(|family| family.retired(image.effective_tag(), date).is_some()) {
        return ImageStatus::Unmaintained;
    }
    if clocks.iter().any(|clock| clock.state.is_ended()) {
        return ImageStatus::Ended;
    }
    if clocks.iter().any(|clock| clock.state.ends().is_some_and(|end| end.days_since(date) < SOON)) {
        return ImageStatus::EndsSoon;
    }
    let known = clocks.iter().all(|clock| clock.state != State::Unknown);
    if known && family.is_some_and(|family| family.is_told_by(clocks)) {
        return ImageStatus::Maintained;
    }
    ImageStatus::Unknown
}

impl Family {
    /// Whether these clocks say of all that is in an image of the family how long it gets fixes.
    fn is_told_by(&self, clocks: &[Clock<'_>]) -> bool {
        match self.clock.split_once('=') {
            // A language on top of the system has an end of its own, which stands in no name.
            Some(_) => !self.image.ends_with('*'),
            None if self.clock.is_empty() => self.base.starts_with("distroless") && !clocks.is_empty(),
            None => clocks.iter().any(|clock| clock.product.id() == self.clock),
        }
    }
}

#[cfg(test)]
#[test]
fn what_is_not_known_is_unknown() {
    use super::clocks;
    for (text, date, expected) in [
        ("node:24-trixie", "2026-11-23", ImageStatus::Maintained),
        ("node:24-trixie", "2028-02-01", ImageStatus::EndsSoon),
        ("node:24-trixie", "2028-04-30", ImageStatus::EndsSoon),
        ("node:24-trixie", "2028-05-01", ImageStatus::Ended),
        ("node:24-buster", "2026-11-23", ImageStatus::Ended),
        ("node:99-trixie", "2026-11-23", ImageStatus::Unknown),
        ("node:lts", "2026-11-23", ImageStatus::Unknown),
        ("nginx", "2026-11-23", ImageStatus::Unknown),
        ("nginx:1.30", "2026-11-23", ImageStatus::Maintained),
        ("nginx:1.30", "2030-11-23", ImageStatus::Unknown),
        ("wordpress:6-php8.4", "2026-11-23", ImageStatus::Unknown),
        ("registry.example.com/app:1-trixie", "2026-11-23", ImageStatus::Unknown),
        ("registry.example.com/app:1-buster", "2026-11-23", ImageStatus::Ended),
        ("gcr.io/distroless/static-debian13", "2026-11-23", ImageStatus::Maintained),
        ("gcr.io/distroless/static", "2026-11-23", ImageStatus::Unknown),
        ("registry.access.redhat.com/ubi9/ubi:9.6", "2026-11-23", ImageStatus::Maintained),
        ("registry.access.redhat.com/ubi9/python-39:1", "2026-11-23", ImageStatus::Unknown),
        ("bitnami/redis:7.2", "2026-11-23", ImageStatus::Unmaintained),
        ("bitnami/redis:7.2", "2025-01-01", ImageStatus::Unknown),
    ] {
        let image = Reference::parse(text).unwrap();
        let (family, date) = (Family::of(&image), Day::parse(date).unwrap());
        let clocks = clocks(&image, family.as_ref(), date);
        assert_eq!(status(&image, family.as_ref(), &clocks, date), expected, "{text} on {date}");
    }
}
