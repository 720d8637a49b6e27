//! How long what an image is made of gets fixes.

use super::table::END_OF_LIFE;
use super::tag::{named, newer, version};
use super::{Day, Family, Reference};

/// Something with versions that end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its name, as `Node.js`.
    pub title: &'static str,
    id: &'static str,
    cycles: &'static str,
}

/// A version of a product that an image is made of, and what is known of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock<'a> {
    /// The product.
    pub product: Product,
    /// The line of releases, as `20`; the version as written where the data knows of no such line.
    pub version: &'a str,
    /// What it is on the day that was asked for.
    pub state: State,
}

/// What a line of releases is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It gets fixes, until that day where one is named.
    Supported(Option<Day>),
    /// Its makers have stopped; others still make fixes, for everybody, until that day.
    LongTerm(Day),
    /// It gets no fixes, since that day where one is known.
    Ended(Option<Day>),
    /// The data knows nothing of it.
    Unknown,
}

impl Product {
    fn find(id: &str) -> Option<Self> {
        let (id, cells) = END_OF_LIFE.row(id)?;
        let (title, cycles) = cells.split_once('\t')?;
        Some(Self { title, id, cycles })
    }

    /// Its lines of releases, the newest first, each with its end and that of the support by others.
    fn cycles(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.cycles.split(' ').filter_map(|cycle| cycle.split_once(':'))
    }

    /// The newest line of releases of those that get fixes on a day.
    pub fn newest(&self, date: Day) -> Option<&'static str> {
        let live = |end: &str| matches!(state(end, date, true), State::Supported(_));
        self.cycles().find(|(_, end)| live(end)).map(|(name, _)| name)
    }

    /// The line that a version is of: `1.25` of `1.25.3`, and the newest `1.x` of `1`.
    fn cycle(&self, version: &str) -> Option<(&'static str, &'static str)> {
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let exact = self.cycles().filter(|(name, _)| within(version, name)).max_by_key(|(name, _)| name.len());
        exact.or_else(|| self.cycles().find(|(name, _)| within(name, version)))
    }

    fn is_older_than_all(&self, version: &str) -> bool {
        self.cycles().all(|(name, _)| newer(name, version))
    }
}

/// What an end in the table means on a day.
fn state(end: &str, date: Day, others: bool) -> State {
    let (own, after) = end.split_once('/').unwrap_or((end, ""));
    let Some(own) = Day::short(own) else {
        // Nobody had named an end when the data was gathered. That says nothing of years to come.
        let old = Day::parse(END_OF_LIFE.made("").date).is_some_and(|made| date.days_since(made) > 365);
        return if old { State::Unknown } else { State::Supported(None) };
    };
    if date <= own {
        return State::Supported(Some(own));
    }
    match Day::short(after).filter(|_| others) {
        Some(after) if date <= after => State::LongTerm(after),
        Some(after) => State::Ended(Some(after)),
        None => State::Ended(Some(own).filter(|day| *day > Day::short("000101").unwrap_or(*day))),
    }
}

/// The clocks of an image on a day: those of its language or service, and those of the distribution below it, as far as its name says.
pub fn clocks<'a>(image: &Reference<'a>, family: Option<&Family>, date: Day) -> Vec<Clock<'a>> {
    let mut found = Vec::new();
    // What has no packages to update gets nothing from the long-term support of the distribution that it was cut from.
    let others = !family.is_some_and(|family| family.base.starts_with("distroless"));
    let mut add = |id: &str, version: &'a str| {
        let Some(product) = Product::find(id) else { return };
        if found.iter().any(|clock: &Clock<'_>| clock.product == product) {
            return;
        }
        let clock = match product.cycle(version) {
            Some((name, end)) => Clock { product, version: name, state: state(end, date, others) },
            None if product.is_older_than_all(version) => Clock { product, version, state: State::Ended(None) },
            None => Clock { product, version, state: State::Unknown },
        };
        found.push(clock);
    };
    // Who says the version of the system in the path says on other pages how long the rest is looked after.
    let by_path = family.is_some_and(|family| family.clock.contains('='));
    if let Some(family) = family {
        match family.clock.split_once('=') {
            Some((product, version)) => add(product, version),
            None => {
                if let Some(version) = image.tag().and_then(version) {
                    add(family.clock, version);
                }
            }
        }
    }
    for part in [Some(image.base_name()).filter(|_| !by_path), image.tag()].into_iter().flatten() {
        for (product, version) in named(part) {
            add(product, version);
        }
    }
    found
}

impl State {
    /// Whether nobody makes fixes any more.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Ended(_))
    }

    /// The last day of fixes to come, where one is named.
    pub const fn ends(self) -> Option<Day> {
        match self {
            Self::Supported(day) => day,
            Self::LongTerm(day) => Some(day),
            Self::Ended(_) | Self::Unknown => None,
        }
    }
}

impl Product {
    /// Its name in the data.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Where the ends of its lines of releases are written.
    pub fn source(&self) -> String {
        ["https://endoflife.date/", self.id].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, date: &str) -> Vec<String> {
        let image = Reference::parse(text).unwrap();
        let family = Family::of(&image);
        let clocks = clocks(&image, family.as_ref(), Day::parse(date).unwrap());
        let word = |state| match state {
            State::Supported(day) => day.map_or_else(|| "live".to_owned(), |day| format!("until {day}")),
            State::LongTerm(day) => format!("others until {day}"),
            State::Ended(day) => day.map_or_else(|| "ended".to_owned(), |day| format!("ended {day}")),
            State::Unknown => "unknown".to_owned(),
        };
        clocks.iter().map(|clock| format!("{} {} {}", clock.product.title, clock.version, word(clock.state))).collect()
    }

    #[test]
    fn a_tag_can_have_two_clocks() {
        assert_eq!(
            of("node:20-bookworm-slim", "2026-11-23"),
            ["Node.js 20 ended 2026-04-30", "Debian 12 others until 2028-06-30"]
        );
        assert_eq!(of("node:20-bookworm", "2026-04-30")[0], "Node.js 20 until 2026-04-30");
        assert_eq!(of("node:20-bookworm", "2029-01-01")[1], "Debian 12 ended 2028-06-30");
    }

    #[test]
    fn each_family_has_its_grammar() {
        for (image, expected) in [
            ("python:3.9", vec!["Python 3.9 ended 2025-10-31"]),
            ("python:3", vec!["Python 3.14 until 2030-10-31"]),
            ("python:2", vec!["Python 2.7 ended 2020-01-01"]),
            ("python:alpine3.18", vec!["Alpine 3.18 ended 2025-05-09"]),
            ("nginx", vec![]),
            ("nginx:1.30.2", vec!["nginx 1.30 live"]),
            ("ubuntu:jammy-20230101", vec!["Ubuntu 22.04 until 2027-04-01"]),
            ("ubuntu:20.04", vec!["Ubuntu 20.04 ended 2025-05-31"]),
            ("debian:12.5-slim", vec!["Debian 12 others until 2028-06-30"]),
            ("debian:stable", vec![]),
            ("alpine:3.24.1", vec!["Alpine 3.24 until 2028-06-01"]),
            ("alpine:3.99", vec!["Alpine 3.99 unknown"]),
            ("alpine:1.0", vec!["Alpine 1.0 ended"]),
            ("centos:centos7", vec!["CentOS 7 ended 2024-06-30"]),
            ("quay.io/centos/centos:stream8", vec!["CentOS Stream 8 ended 2024-05-31"]),
            ("amazonlinux:2.0.20230101.0", vec!["Amazon Linux 2 ended 2026-06-30"]),
            ("registry.access.redhat.com/ubi8/nodejs-18:1", vec!["Red Hat Enterprise Linux 8 until 2029-05-31"]),
            ("gcr.io/distroless/nodejs20-debian12", vec!["Node.js 20 ended 2026-04-30", "Debian 12 ended 2026-07-11"]),
            (
                "eclipse-temurin:21.0.5_11-jre-noble",
                vec!["Eclipse Temurin 21 until 2029-12-31", "Ubuntu 24.04 until 2029-05-31"],
            ),
            (
                "mcr.microsoft.com/dotnet/aspnet:8.0-alpine3.20",
                vec![".NET 8 ended 2026-11-10", "Alpine 3.20 ended 2026-04-01"],
            ),
            ("elasticsearch:7.17.1", vec!["Elasticsearch 7 ended 2026-01-15"]),
            ("mysql:5", vec!["MySQL 5.7 ended 2023-10-31"]),
            ("registry.k8s.io/kube-apiserver:v1.34.1", vec!["Kubernetes 1.34 ended 2026-10-27"]),
            ("registry.example.com/app:2.1-buster", vec!["Debian 10 ended 2024-06-30"]),
            ("registry.example.com/app:2.1", vec![]),
            ("public.ecr.aws/docker/library/node:18", vec!["Node.js 18 ended 2025-04-30"]),
        ] {
            assert_eq!(of(image, "2026-11-23"), expected, "{image}");
        }
    }

    #[test]
    fn a_newer_line_is_named() {
        let newest = |id, date| Product::find(id).unwrap().newest(Day::parse(date).unwrap());
        assert_eq!(newest("debian", "2026-11-23"), Some("13"));
        assert_eq!(newest("alpine-linux", "2026-11-23"), Some("3.24"));
        assert_eq!(newest("nodejs", "2040-01-01"), None);
    }

    /// Debian's package of dates is another's work. For what ends in the year of the data both must name the same month; further
    /// away plans differ by some weeks.
    #[test]
    fn the_distributions_say_the_same_to_the_month() {
        for (id, columns) in [("debian", [("eol", 0), ("eol-lts", 1)].as_slice()), ("ubuntu", &[("eol", 0)])] {
            let Ok(list) = std::fs::read_to_string(format!("/usr/share/distro-info/{id}.csv")) else { continue };
            let head: Vec<&str> = list.lines().next().unwrap().split(',').collect();
            let product = Product::find(id).unwrap();
            let mut compared = 0;
            for cells in list.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>()) {
                let version = cells[0].trim_end_matches(" LTS");
                let Some((_, end)) = product.cycles().find(|(name, _)| *name == version) else { continue };
                for (column, place) in columns {
                    let at = head.iter().position(|name| name == column).unwrap();
                    let theirs = cells.get(at).and_then(|day| Day::parse(day));
                    let ours = end.split('/').nth(*place).and_then(Day::short);
                    let (Some(theirs), Some(ours)) = (theirs, ours) else { continue };
                    if theirs < Day::parse("2024-01-01").unwrap() {
                        continue;
                    }
                    compared += 1;
                    let same = ours.in_month() == theirs.in_month();
                    let far = !ours.in_month().starts_with("2026") && theirs.days_since(ours).abs() <= 62;
                    assert!(same || far, "{id} {version} {column}: {theirs} and {ours}");
                }
            }
            assert!(compared > 3, "{id}: only {compared} ends were compared");
        }
    }
}
