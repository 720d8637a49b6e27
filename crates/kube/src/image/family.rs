//! What is known of an image by its name: who makes it, what it is built on, and whether anybody still does.

use super::table::{BASES, FAMILIES};
use super::tag::words;
use super::{DEFAULT_REGISTRY, Day, Reference};

/// A family of images. A text that is "" stands for nothing or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// Registry and path, or all below a path.
    pub image: &'static str,
    pub(super) clock: &'static str,
    pub(super) base: &'static str,
    size: &'static str,
    smaller: &'static str,
    user: &'static str,
    retired: &'static str,
    live: &'static str,
    /// What to use instead.
    pub successor: &'static str,
}

/// How much more than what runs an image holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A system for every purpose.
    General,
    /// Little more than what runs: a shell and a package manager, perhaps.
    Small,
    /// Nothing but what runs.
    Minimal,
}

/// What an image is built on. A text that is "" stands for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// Its name.
    pub name: &'static str,
    /// Its shell.
    pub shell: &'static str,
    /// Its package manager.
    pub package_manager: &'static str,
    /// Its C library.
    pub libc: &'static str,
}

/// What is known of an image by its name. None stands for unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it is built on.
    pub base: Option<Base>,
    /// How much it holds.
    pub size: Option<Size>,
    /// Whom it runs as where the manifest does not say.
    pub user: Option<&'static str>,
}

impl Family {
    /// The family of an image.
    pub fn of(image: &Reference<'_>) -> Option<Self> {
        let repository = image.repository();
        let name = match repository.strip_prefix("public.ecr.aws/docker/").or(repository.strip_prefix("mirror.gcr.io/"))
        {
            Some(path) => format!("{DEFAULT_REGISTRY}/{path}"),
            None => repository,
        };
        if let Some(row) = FAMILIES.row(&name) {
            return Some(Self::read(row));
        }
        let mut above = name.as_str();
        while let Some((rest, _)) = above.rsplit_once('/') {
            above = rest;
            if let Some(row) = FAMILIES.row(&format!("{above}/*")) {
                return Some(Self::read(row));
            }
        }
        None
    }

    fn read((image, cells): (&'static str, &'static str)) -> Self {
        let mut cells = cells.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        Self {
            image,
            clock: next(),
            base: next(),
            size: next(),
            smaller: next(),
            user: next(),
            retired: next(),
            live: next(),
            successor: next(),
        }
    }

    /// Since when nobody makes fixes of a tag, if that is so on a day.
    pub fn retired(&self, tag: Option<&str>, date: Day) -> Option<Day> {
        let day = Day::parse(self.retired)?;
        let tag = tag.unwrap_or_default();
        let lives = self.live.split(' ').any(|live| !live.is_empty() && words(tag).any(|word| word == live));
        (day <= date && !lives).then_some(day)
    }

    /// Words of tags, or names, of smaller variants.
    pub fn smaller(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.smaller.split(' ').filter(|word| !word.is_empty())
    }
}

impl Facts {
    /// What the name of an image says.
    pub fn of(image: &Reference<'_>, family: Option<&Family>) -> Self {
        let tag = image.tag().unwrap_or_default();
        let has = |word: &str| words(tag).any(|own| own == word);
        let begins = |begin: &str| words(tag).any(|own| own.starts_with(begin));
        let said = super::tag::named(tag);
        let named = |product: &str| said.iter().any(|(own, _)| *own == product);
        let by_tag = [
            (has("chiseled"), "chiseled"),
            (begins("nanoserver") || begins("windowsservercore"), "windows"),
            (begins("azurelinux") || begins("mariner"), "azurelinux"),
            (begins("alpine"), "alpine"),
            (begins("ubi") && has("minimal"), "rhel-minimal"),
            (begins("ubi"), "rhel"),
            (begins("al2"), "amazon"),
            (named("ubuntu"), "ubuntu"),
            (named("debian"), "debian"),
        ];
        let by_tag = by_tag.iter().find(|(holds, _)| *holds).map(|(_, base)| *base);
        let own =
            family.map(|family| if family.base == "wolfi-distroless" && has("dev") { "wolfi" } else { family.base });
        let base = by_tag.or(own).and_then(Base::find);
        let distroless = family.is_some_and(|family| family.base.starts_with("distroless"));
        // The variants for debugging of images without a shell have that of BusyBox.
        let base = base.map(|base| if distroless && has("debug") { Base { shell: "sh", ..base } } else { base });
        let size = match family.map_or("", |family| family.size) {
            _ if has("chiseled") || has("distroless") => Some(Size::Minimal),
            // What is called `-dev` has a shell and a package manager, to build with.
            "minimal" if has("dev") => Some(Size::Small),
            "minimal" => Some(Size::Minimal),
            "small" => Some(Size::Small),
            "general" if has("slim") || has("minimal") || has("micro") || begins("alpine") => Some(Size::Small),
            "general" => Some(Size::General),
            _ if begins("alpine") => Some(Size::Small),
            _ => None,
        };
        let user = family.map(|family| family.user).filter(|user| !user.is_empty());
        Self { base, size, user: if distroless && has("nonroot") { Some("65532") } else { user } }
    }
}

impl Base {
    fn find(id: &str) -> Option<Self> {
        let (_, cells) = BASES.row(id)?;
        let mut cells = cells.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        Some(Self { name: next(), shell: next(), package_manager: next(), libc: next() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Facts {
        let image = Reference::parse(text).unwrap();
        Facts::of(&image, Family::of(&image).as_ref())
    }

    #[test]
    fn names_say_what_is_inside() {
        for (image, base, size, user) in [
            ("node:24", "Debian/bash/apt/glibc", Some(Size::General), Some("root")),
            ("node:24-slim", "Debian/bash/apt/glibc", Some(Size::Small), Some("root")),
            ("node:24-alpine3.23", "Alpine/sh/apk/musl", Some(Size::Small), Some("root")),
            (
                "gcr.io/distroless/base-debian13:nonroot",
                "distroless Debian///glibc",
                Some(Size::Minimal),
                Some("65532"),
            ),
            ("gcr.io/distroless/base-debian13:debug", "distroless Debian/sh//glibc", Some(Size::Minimal), Some("root")),
            ("cgr.dev/chainguard/python", "Wolfi without shell and packages///glibc", Some(Size::Minimal), None),
            ("cgr.dev/chainguard/python:latest-dev", "Wolfi/sh/apk/glibc", Some(Size::Small), None),
            ("cgr.dev/chainguard/static", "distroless without a C library///", Some(Size::Minimal), Some("65532")),
            ("swift:6.1", "Ubuntu/bash/apt/glibc", Some(Size::General), Some("root")),
            (
                "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
                "chiselled Ubuntu///glibc",
                Some(Size::Minimal),
                Some("root"),
            ),
            ("registry.example.com/app:1-alpine", "Alpine/sh/apk/musl", Some(Size::Small), None),
        ] {
            let facts = facts(image);
            let shown = facts.base.map(|base| [base.name, base.shell, base.package_manager, base.libc].join("/"));
            assert_eq!((shown.as_deref(), facts.size, facts.user), (Some(base), size, user), "{image}");
        }
        assert_eq!(facts("registry.example.com/app:1"), Facts { base: None, size: None, user: None });
    }

    #[test]
    fn families_retire_from_a_day_on() {
        let retired = |text: &str, date: &str| {
            let image = Reference::parse(text).unwrap();
            Family::of(&image)
                .unwrap()
                .retired(image.effective_tag(), Day::parse(date).unwrap())
                .map(|day| day.to_string())
        };
        assert_eq!(retired("openjdk:17-slim", "2026-11-23").as_deref(), Some("2022-07"));
        assert_eq!(retired("openjdk:26-ea-slim", "2026-11-23"), None);
        assert_eq!(retired("bitnami/redis:7.2", "2026-11-23").as_deref(), Some("2025-08-28"));
        assert_eq!(retired("bitnami/redis", "2026-11-23"), None);
        assert_eq!(retired("bitnami/redis:7.2", "2025-01-01"), None);
        assert_eq!(retired("registry.k8s.io/ingress-nginx/controller:v1.13.3", "2026-03-23"), None);
        assert_eq!(retired("node:24", "2026-11-23"), None);
    }

    #[test]
    fn every_row_names_what_exists() {
        for name in FAMILIES.keys() {
            let family = Family::read(FAMILIES.row(name).unwrap());
            assert!(family.base.is_empty() || Base::find(family.base).is_some(), "{name}: base `{}`", family.base);
            let product = family.clock.split('=').next().unwrap();
            assert!(product.is_empty() || super::super::table::END_OF_LIFE.row(product).is_some(), "{name}: {product}");
            assert!(family.retired.is_empty() || Day::parse(family.retired).is_some(), "{name}: {}", family.retired);
            assert!(["", "general", "small", "minimal"].contains(&family.size), "{name}: {}", family.size);
            let example = name.replace('*', "x");
            assert!(Reference::parse(&example).is_ok_and(|image| image.host().is_some()), "{name}");
        }
    }
}
