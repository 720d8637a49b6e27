//! The content security policies of the two builds: the reason why nothing can leave the page.

use crate::compress::policy_hash;

/// The served page's, in a meta tag and in the server's header.
pub(crate) const SITE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types plimsoll";

/// The single file's: its own scripts and style by their hashes, its worker from memory, and no connection at all.
pub(crate) fn single(scripts: &[&str], style: &str) -> String {
    let scripts: Vec<String> = scripts.iter().map(|script| policy_hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types plimsoll",
        scripts.join(" "),
        policy_hash(style)
    )
}

#[cfg(test)]
#[test]
fn no_policy_lets_another_host_in() {
    for policy in [SITE.to_owned(), single(&["a", "b"], "c")] {
        assert!(policy.starts_with("default-src 'none'"));
        for word in ["http", "*", "'unsafe-inline'", "'unsafe-eval'"] {
            assert!(!policy.contains(word), "{word} in {policy}");
        }
    }
}
