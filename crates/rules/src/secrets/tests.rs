//! What holds for all rules together: a secret is told once, and never printed.

use crate::testing::{environment, file, findings};
use crate::{Finding, RULES};

use super::credential::samples::{all, encoded, private_key};

/// What every rule says of a text.
fn said(text: &str) -> Vec<Finding> {
    let file = file("a.yaml", text);
    RULES.iter().flat_map(|rule| findings(rule, &file, &environment("1.37"))).collect()
}

/// Everything of a finding that is shown without being asked for.
fn words(finding: &Finding) -> String {
    let related = finding.related.iter().map(|related| related.label.as_str());
    let fixes = finding.fixes.iter().flat_map(|fix| [Some(fix.title.as_str()), fix.note.as_deref()]).flatten();
    let rest: Vec<_> = related.chain(fixes).collect();
    format!("{}\n{}\n{}", finding.path, finding.message, rest.join("\n"))
}

/// A secret wherever a manifest can hold one.
fn manifests(secret: &str) -> Vec<String> {
    let quoted = secret.replace('\'', "''");
    let lines = secret.trim_end().replace('\n', "\n    ");
    let base64 = encoded(secret);
    let twice = encoded(&base64);
    let pull =
        encoded(&format!("{{\"auths\":{{\"a.example\":{{\"auth\":\"{}\"}}}}}}", encoded(&format!("u:{secret}"))));
    vec![
        format!(
            "kind: Pod\nmetadata: {{name: a, annotations: {{b: '{quoted}'}}}}\nspec: {{containers: [{{name: a, env: [{{name: DB_PASSWORD, value: '{quoted}'}}], args: ['--token={quoted}', --password, '{quoted}']}}]}}\n"
        ),
        format!(
            "kind: ConfigMap\nmetadata: {{name: a}}\ndata:\n  API_TOKEN: '{quoted}'\n  a.env: |\n    PASSWORD={lines}\n  b.json: '{{\"password\": \"{quoted}\"}}'\n  url: postgres://a:{lines}@db\nbinaryData: {{x: {base64}}}\n"
        ),
        format!(
            "kind: Secret\nmetadata: {{name: a}}\ndata: {{a: {base64}, b: {twice}, c: '{quoted}'}}\nstringData: {{d: '{quoted}'}}\n"
        ),
        format!(
            "kind: Secret\nmetadata: {{name: a}}\ntype: kubernetes.io/dockerconfigjson\ndata: {{.dockerconfigjson: {pull}}}\n"
        ),
        format!("# {lines}\nkind: Widget\nspec:\n  text: |\n    {lines}\n  list: ['{quoted}', {base64}]\n"),
    ]
}

#[test]
fn no_finding_prints_five_characters_of_a_secret() {
    let passwords =
        ["Tr0ub4dor&3xQz", "hunter2", "k9#mP!vL2@", "Zauberwort17"].map(|password| (password.to_owned(), 0));
    let mut count = 0;
    for (secret, prefix) in all().chain(passwords).chain([(private_key(), 30)]) {
        let hidden: Vec<char> = secret.chars().skip(prefix).collect();
        let encoded: Vec<char> = encoded(&secret).chars().collect();
        for text in manifests(&secret) {
            for finding in said(&text) {
                let words = words(&finding);
                for five in hidden.windows(5).chain(encoded.windows(5)) {
                    let five: String = five.iter().collect();
                    assert!(
                        !words.contains(&five) || five.trim().len() < 5,
                        "`{}` prints `{five}`:\n{words}",
                        finding.rule.id
                    );
                }
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn a_leaked_value_is_one_finding() {
    let known = [
        "secret-in-manifest",
        "sensitive-configmap",
        "sensitive-env-value",
        "secret-value-known-format",
        "image-pull-secret-inline",
    ];
    for (secret, _) in all() {
        let texts = [
            format!("kind: Pod\nspec: {{containers: [{{name: a, env: [{{name: API_TOKEN, value: '{secret}'}}]}}]}}\n"),
            format!("kind: Pod\nspec: {{containers: [{{name: a, args: ['--token={secret}']}}]}}\n"),
            format!("kind: ConfigMap\ndata: {{API_TOKEN: '{secret}'}}\n"),
            format!("kind: ConfigMap\ndata:\n  a.env: |\n    TOKEN={secret}\n"),
            format!("kind: Secret\ndata: {{token: {}}}\n", encoded(&secret)),
        ];
        for text in texts {
            let told: Vec<_> =
                said(&text).into_iter().map(|finding| finding.rule.id).filter(|id| known.contains(id)).collect();
            assert_eq!(told, ["secret-value-known-format"], "{text}");
        }
    }
}

#[test]
fn values_of_any_kind_and_size_are_borne() {
    let long = "password=x".repeat(100_000);
    for value in ["5", "true", "~", "[]", "{a: [b]}", "''", "\"\\0\\u00e9\\n\"", "|\n    a\n", &long] {
        for text in [
            format!(
                "kind: Secret\ntype: {value}\ndata: {{.dockerconfigjson: {value}}}\nstringData: {value}\nimmutable: {value}\n"
            ),
            format!("kind: ConfigMap\ndata:\n  password: {value}\n"),
            format!(
                "kind: Pod\nspec:\n  automountServiceAccountToken: {value}\n  containers:\n  - env:\n    - name: {value}\n      value: {value}\n"
            ),
            format!(
                "kind: Pod\nspec:\n  volumes:\n  - secret: {value}\n  - projected: {value}\n  - secret: {{defaultMode: 5, items: {value}}}\n  containers:\n  - args: {value}\n    command:\n    - {value}\n"
            ),
            format!(
                "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nprovisioner: ebs.csi.aws.com\nparameters: {value}\n"
            ),
        ] {
            said(&text);
        }
    }
}
