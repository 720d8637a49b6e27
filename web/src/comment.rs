//! Where a comment may stand above a line. Inside a block scalar it would be text, and JSON has none.

/// The indentation of a comment above `line` (from 1), or why there cannot be one.
pub fn indentation(text: &str, line: u32) -> Result<String, &'static str> {
    if text.trim_start().starts_with(['{', '[']) {
        return Err("JSON has no comments: name the rule in the annotation `plimsoll.dev/allow` of the object");
    }
    let above: Vec<&str> = text.lines().take(line as usize).collect();
    let Some((own, above)) = above.split_last() else { return Ok(String::new()) };
    let mut margin = spaces(own);
    for line in above.iter().rev().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        if spaces(line) >= margin {
            continue;
        }
        margin = spaces(line);
        if opens_block_scalar(line) {
            return Err(
                "this line is inside a block of text, where a comment would be text: name the rule in the annotation `plimsoll.dev/allow` of the object",
            );
        }
    }
    Ok(" ".repeat(spaces(own)))
}

fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether the line ends in `|` or `>`, with or without indicators and a comment.
fn opens_block_scalar(line: &str) -> bool {
    let code = line.split(" #").next().unwrap_or(line).trim_end();
    let head = code.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-'));
    let Some(before) = head.strip_suffix(['|', '>']) else { return false };
    before.is_empty() || before.ends_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stands_at_the_margin_of_its_line() {
        let text = "spec:\n  containers:\n    - name: a\n      image: b\n";
        assert_eq!(indentation(text, 4).as_deref(), Ok("      "));
        assert_eq!(indentation(text, 1).as_deref(), Ok(""));
    }

    #[test]
    fn not_in_a_block_of_text_and_not_in_json() {
        let text = "data:\n  run: |-  # script\n    one\n\n    two\n  next: a > b\n  last:\n    x: 1\n";
        assert!(indentation(text, 5).is_err());
        assert!(indentation(text, 6).is_ok());
        assert!(indentation(text, 8).is_ok());
        assert!(indentation(text, 2).is_ok());
        assert!(indentation("{\"kind\": \"Pod\"}", 1).is_err());
    }
}
