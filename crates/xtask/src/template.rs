//! Filling the page's template.

use anyhow::{Result, bail};

/// Puts each value where `{{name}}` stands. A name that is missing on either side is an error.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut pieces = template.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    let mut unused: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    for piece in pieces {
        let Some((name, text)) = piece.split_once("}}") else { bail!("the template has `{{{{` without an end") };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            bail!("the template asks for `{name}`, which nothing gives")
        };
        unused.retain(|known| *known != name);
        page.push_str(value);
        page.push_str(text);
    }
    if !unused.is_empty() {
        bail!("the template has no place for {}", unused.join(", "));
    }
    Ok(page)
}

/// The letters of an SVG as an address.
pub(crate) fn svg_address(svg: &str) -> String {
    let mut address = "data:image/svg+xml,".to_owned();
    for letter in svg.trim().chars() {
        match letter {
            '"' => address.push('\''),
            '#' => address.push_str("%23"),
            '%' => address.push_str("%25"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '&' => address.push_str("%26"),
            '\n' => address.push(' '),
            other => address.push(other),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_read_as_template() {
        assert_eq!(fill("<{{a}}|{{b}}>", &[("a", "{{b}}"), ("b", "2")]).unwrap(), "<{{b}}|2>");
    }

    #[test]
    fn names_must_meet() {
        assert!(fill("{{a}}", &[]).is_err());
        assert!(fill("", &[("a", "")]).is_err());
        assert!(fill("{{a", &[("a", "")]).is_err());
    }
}
