//! Patterns of file names and object names in the settings: `*` and `?` within a segment, `**` across segments.

/// Whether `path` fits `pattern`. A pattern without a slash is held against the last segment alone.
pub(crate) fn path_fits(pattern: &str, path: &str) -> bool {
    let path = path.strip_prefix("./").unwrap_or(path);
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    if !pattern.contains('/') {
        return segment_fits(pattern, path.rsplit('/').next().unwrap_or(path));
    }
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    fits(&pattern, &path, |segment| *segment == "**", |pattern, segment| segment_fits(pattern, segment))
}

/// Whether `text` fits `pattern`, neither of which is split.
pub(crate) fn segment_fits(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    fits(&pattern, &text, |part| *part == '*', |part, letter| *part == '?' || part == letter)
}

/// Wildcard matching with one point to come back to: the latest wildcard. Never worse than one length times the other.
fn fits<P, T>(pattern: &[P], text: &[T], is_wild: impl Fn(&P) -> bool, one_fits: impl Fn(&P, &T) -> bool) -> bool {
    let (mut at, mut place) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(item) = text.get(place) {
        match pattern.get(at) {
            Some(part) if is_wild(part) => {
                retry = Some((at + 1, place));
                at += 1;
            }
            Some(part) if one_fits(part, item) => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((after, from)) = retry else { return false };
                retry = Some((after, from + 1));
                at = after;
                place = from + 1;
            }
        }
    }
    pattern.iter().skip(at).all(is_wild)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_of_paths() {
        assert!(path_fits("*.yaml", "deploy/prod/web.yaml"));
        assert!(path_fits("deploy/*.yaml", "./deploy/web.yaml"));
        assert!(!path_fits("deploy/*.yaml", "deploy/prod/web.yaml"));
        assert!(path_fits("deploy/**", "deploy/prod/web.yaml"));
        assert!(path_fits("**/web.yaml", "web.yaml"));
        assert!(path_fits("a/**/c.yaml", "a/c.yaml"));
        assert!(!path_fits("a/**/c.yaml", "b/c.yaml"));
        assert!(path_fits("w?b.yaml", "web.yaml"));
        assert!(!path_fits("web", "web.yaml"));
    }

    #[test]
    fn many_wildcards_stay_quick() {
        assert!(!segment_fits(&"*a".repeat(60), &"a".repeat(50)));
        assert!(segment_fits(&"*a".repeat(40), &"a".repeat(5000)));
    }
}
