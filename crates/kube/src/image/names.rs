//! Names of registries and repositories that are wrong, or look like others.

use std::net::IpAddr;

use super::table::OFFICIAL;
use super::{DEFAULT_REGISTRY, Reference};

/// Registries that many pull from, and those whose names are near to one of them.
const REGISTRIES: &[&str] = &[
    "cgr.dev",
    "dhi.io",
    "docker.elastic.co",
    "docker.io",
    "gcr.io",
    "ghcr.io",
    "icr.io",
    "lscr.io",
    "mcr.microsoft.com",
    "nvcr.io",
    "public.ecr.aws",
    "quay.io",
    "registry.access.redhat.com",
    "registry.gitlab.com",
    "registry.k8s.io",
    "registry.redhat.io",
];

/// Publishers on Docker Hub that many pull from.
const PUBLISHERS: &[&str] = &[
    "amazon",
    "apache",
    "argoproj",
    "bitnami",
    "bitnamilegacy",
    "calico",
    "cilium",
    "confluentinc",
    "datadog",
    "elastic",
    "fluent",
    "grafana",
    "hashicorp",
    "istio",
    "jenkins",
    "kubernetesui",
    "library",
    "linuxserver",
    "mattermost",
    "metallb",
    "nginxinc",
    "opensearchproject",
    "openpolicyagent",
    "portainer",
    "prom",
    "rancher",
    "sonatype",
    "velero",
];

/// Registries that take no new images, with where theirs are now.
const DEPRECATED: &[(&str, &str)] = &[
    ("k8s.gcr.io", "registry.k8s.io"),
    ("gcr.io/google-containers", "registry.k8s.io"),
    ("gcr.io/google_containers", "registry.k8s.io"),
    ("docker.pkg.github.com", "ghcr.io"),
];

/// The registry that took over from the one of an image, which takes no new images: old one, new one.
pub fn deprecated_registry(image: &Reference<'_>) -> Option<(&'static str, &'static str)> {
    let host = image.host()?;
    let below = |old: &str| match old.split_once('/') {
        Some((registry, path)) => {
            host == registry && image.path().strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
        }
        None => host == old,
    };
    DEPRECATED.iter().copied().find(|(old, _)| below(old))
}

/// Why a registry is unlikely to prove who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insecure {
    /// An address of the private or public internet, for which nobody issues certificates as a rule.
    Address,
    /// The machine itself, which runtimes ask without encryption.
    Localhost,
    /// The port of unencrypted HTTP.
    Port,
}

/// Why the registry of an image is unlikely to prove who it is.
pub fn insecure_registry(image: &Reference<'_>) -> Option<Insecure> {
    let host = image.host()?;
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    };
    match name.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => Some(Insecure::Localhost),
        Ok(_) => Some(Insecure::Address),
        Err(_) if name == "localhost" || name.ends_with(".localhost") => Some(Insecure::Localhost),
        Err(_) => (image.port() == Some(80)).then_some(Insecure::Port),
    }
}

/// The well-known registry, publisher or image whose name one of an image differs from by a slip: the name as written, and the known one.
pub fn look_alike<'a>(image: &Reference<'a>) -> Option<(&'a str, &'static str)> {
    if let Some(host) = image.host().filter(|host| !REGISTRIES.contains(host))
        && let Some(known) = REGISTRIES.iter().find(|known| is_slip(host, known))
    {
        return Some((host, known));
    }
    if image.registry() != DEFAULT_REGISTRY {
        return None;
    }
    match image.path().split_once('/') {
        Some((publisher, _)) if !PUBLISHERS.contains(&publisher) => {
            let near = PUBLISHERS.iter().find(|known| known.len() >= 5 && is_slip(publisher, known));
            near.map(|known| (publisher, *known))
        }
        Some(("library", name)) => official(name),
        Some(_) => None,
        None => official(image.path()),
    }
}

fn official(name: &str) -> Option<(&str, &'static str)> {
    if name.len() < 4 || OFFICIAL.row(name).is_some() {
        return None;
    }
    OFFICIAL.keys().find(|known| known.len() >= 5 && is_slip(name, known)).map(|known| (name, known))
}

/// Whether two names differ by one slip: a letter too many or too few, two letters changed places, or, in longer names, a wrong letter.
fn is_slip(name: &str, known: &str) -> bool {
    let (left, right) = (name.as_bytes(), known.as_bytes());
    if left.len().abs_diff(right.len()) > 1 || left == right {
        return false;
    }
    let start = left.iter().zip(right).take_while(|(one, other)| one == other).count();
    let (left, right) = (left.get(start..).unwrap_or_default(), right.get(start..).unwrap_or_default());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count();
    let middle = |bytes: &[u8]| bytes.get(..bytes.len() - end).unwrap_or_default().to_vec();
    match (middle(left).as_slice(), middle(right).as_slice()) {
        // `node` and `nodes` may both be meant where names are short; a digit is a version.
        ([more], []) | ([], [more]) => known.len() >= 5 && !more.is_ascii_digit() && !b"-./".contains(more),
        ([a, b], [c, d]) => a == d && b == c,
        ([wrong], [right]) => known.len() >= 8 || matches!((wrong, right), (b'0', b'o') | (b'1', b'l' | b'i')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(text: &str) -> Reference<'_> {
        Reference::parse(text).unwrap()
    }

    #[test]
    fn slips_are_found_and_other_names_are_not() {
        for (text, expected) in [
            ("ngnix:1.30", ("ngnix", "nginx")),
            ("library/postgress", ("postgress", "postgres")),
            ("alpin3:1", ("", "")),
            ("p0stgres", ("p0stgres", "postgres")),
            ("ghrc.io/a/b", ("ghrc.io", "ghcr.io")),
            ("registry.k8s.oi/pause", ("registry.k8s.oi", "registry.k8s.io")),
            ("bitnmai/redis:1", ("bitnmai", "bitnami")),
            ("haschicorp/vault", ("haschicorp", "hashicorp")),
            ("libary/nginx", ("libary", "library")),
        ] {
            let expected = Some(expected).filter(|(name, _)| !name.is_empty());
            assert_eq!(look_alike(&image(text)), expected, "{text}");
        }
        for text in [
            "nginx",
            "mono",
            "mongo",
            "node",
            "nodes",
            "redis6",
            "gcr.io/a/b",
            "eu.gcr.io/a/b",
            "icr.io/a",
            "ngnix/app",
            "myapp",
            "registry.example.com/ngnix",
            "grafana/loki",
            "rediss/a",
            "localhost:5000/ngnix",
            "api",
            "go",
        ] {
            assert_eq!(look_alike(&image(text)), None, "{text}");
        }
    }

    #[test]
    fn no_known_name_looks_like_another() {
        for name in OFFICIAL.keys() {
            assert_eq!(look_alike(&image(name)), None, "{name}");
        }
        for host in REGISTRIES {
            assert_eq!(look_alike(&image(&format!("{host}/a/b"))), None, "{host}");
        }
        for publisher in PUBLISHERS {
            assert_eq!(look_alike(&image(&format!("{publisher}/abcdefgh"))), None, "{publisher}");
        }
    }

    #[test]
    fn registries_are_judged() {
        assert_eq!(deprecated_registry(&image("k8s.gcr.io/pause:3.9")), Some(("k8s.gcr.io", "registry.k8s.io")));
        assert_eq!(
            deprecated_registry(&image("gcr.io/google_containers/pause:1")).map(|(_, new)| new),
            Some("registry.k8s.io")
        );
        assert_eq!(deprecated_registry(&image("gcr.io/google_containers_x/pause:1")), None);
        assert_eq!(deprecated_registry(&image("registry.k8s.io/pause")), None);
        for (text, expected) in [
            ("10.0.0.1:5000/a", Some(Insecure::Address)),
            ("[2001:db8::1]/a", Some(Insecure::Address)),
            ("127.0.0.1:5000/a", Some(Insecure::Localhost)),
            ("[::1]:5000/a", Some(Insecure::Localhost)),
            ("localhost/a", Some(Insecure::Localhost)),
            ("registry.example.com:80/a", Some(Insecure::Port)),
            ("registry.example.com:5000/a", None),
            ("nginx", None),
        ] {
            assert_eq!(insecure_registry(&image(text)), expected, "{text}");
        }
    }
}
