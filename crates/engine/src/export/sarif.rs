//! SARIF 2.1.0, as code scanning services take it.

use std::collections::BTreeMap;

use plimsoll_report::{Confidence, Finding, Fix, Location, Report, Severity, SuppressionSource, TextEdit};
use plimsoll_rules::Rule;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const HOME: &str = "https://plimsoll.dev/";

/// The whole log.
#[derive(Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool,
    column_kind: &'static str,
    #[serde(serialize_with = "results")]
    results: Results<'r>,
    properties: RunProperties<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties<'r> {
    kubernetes_version: &'r str,
    date: &'r str,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    help_uri: String,
    help: Message,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: Vec<String>,
    precision: &'static str,
    #[serde(rename = "security-severity")]
    security_severity: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl Message {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

/// Made one by one while they are written.
struct Results<'r> {
    findings: &'r [Finding],
    rules: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
    suppressions: Vec<SarifSuppression>,
    properties: ResultProperties,
}

#[derive(Serialize)]
struct ResultProperties {
    severity: &'static str,
    confidence: &'static str,
    audience: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: Message,
    artifact_changes: Vec<ArtifactChange>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<SarifReplacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifReplacement {
    deleted_region: Region,
    inserted_content: Content,
}

#[derive(Serialize)]
struct Content {
    text: String,
}

#[derive(Serialize)]
struct SarifSuppression {
    kind: &'static str,
    justification: String,
}

impl<'r> Log<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let rules = plimsoll_rules::RULES.iter().enumerate().map(|(index, rule)| (rule.id, index)).collect();
        let driver = Driver {
            name: "Plimsoll",
            version: crate::VERSION,
            semantic_version: crate::VERSION,
            information_uri: HOME,
            rules: plimsoll_rules::RULES.iter().map(|rule| descriptor(rule)).collect(),
        };
        let run = Run {
            tool: Tool { driver },
            column_kind: "utf16CodeUnits",
            results: Results { findings: &report.findings, rules },
            properties: RunProperties { kubernetes_version: &report.kubernetes_version, date: &report.date },
        };
        Self { schema: SCHEMA, version: "2.1.0", runs: [run] }
    }
}

fn descriptor(rule: &Rule) -> Descriptor {
    let link = format!("{HOME}#/rules/{}", rule.id);
    let controls =
        rule.controls.iter().map(|control| format!("{}/{}/{}", control.benchmark, control.version, control.id));
    Descriptor {
        id: rule.id,
        short_description: Message::plain(rule.title),
        help: Message {
            text: format!("{}. What it means, examples and how to mend it: {link}", rule.title),
            markdown: Some(format!("{}. [What it means, examples and how to mend it]({link})", rule.title)),
        },
        help_uri: link,
        default_configuration: Configuration { level: level(rule.severity) },
        properties: RuleProperties {
            tags: ["security".to_owned(), rule.strategy.to_string()].into_iter().chain(controls).collect(),
            precision: precision(rule.confidence),
            security_severity: security_severity(rule.severity),
        },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

const fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "very-high",
        Confidence::Medium => "high",
        Confidence::Low => "medium",
    }
}

/// The score from which code scanning services derive their own word, which is the same as ours for the first four.
const fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.5",
        Severity::Info => "0.0",
    }
}

fn results<S: Serializer>(results: &Results<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(results.findings.len()))?;
    for finding in results.findings {
        list.serialize_element(&result(finding, results.rules.get(finding.rule.as_ref()).copied()))?;
    }
    list.end()
}

fn result(finding: &Finding, rule_index: Option<usize>) -> SarifResult {
    let mut place = place(&finding.file, &finding.location);
    if let Some(resource) = &finding.resource {
        let parts = [&resource.namespace, &resource.kind, &resource.name];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        place.logical_locations.push(LogicalLocation {
            name: resource.name.clone(),
            fully_qualified_name: parts.join("/"),
            kind: "resource",
        });
    }
    let related = finding.related.iter().enumerate().map(|(number, related)| Place {
        id: Some(number),
        message: Some(Message::plain(related.label.clone())),
        ..self::place(&related.file, &related.location)
    });
    let suppressions = finding.suppressed.iter().map(|suppression| SarifSuppression {
        kind: match suppression.by {
            SuppressionSource::Comment | SuppressionSource::Annotation => "inSource",
            SuppressionSource::Config => "external",
        },
        justification: suppression.reason.clone(),
    });
    SarifResult {
        rule_id: finding.rule.to_string(),
        rule_index,
        level: level(finding.severity),
        message: Message::plain(finding.message.clone()),
        locations: [place],
        related_locations: related.collect(),
        // A fix without edits was not planned and says nothing to a machine.
        fixes: finding.fixes.iter().filter(|fix| !fix.edits.is_empty()).map(fix).collect(),
        suppressions: suppressions.collect(),
        properties: ResultProperties {
            severity: finding.severity.as_str(),
            confidence: finding.confidence.as_str(),
            audience: finding.audience.as_str(),
        },
    }
}

fn place(file: &str, location: &Location) -> Place {
    let physical_location = PhysicalLocation { artifact_location: artifact(file), region: region(location) };
    Place { id: None, physical_location, logical_locations: Vec::new(), message: None }
}

const fn region(Location { start, end }: &Location) -> Region {
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

fn fix(fix: &Fix) -> SarifFix {
    let mut changes: BTreeMap<&str, Vec<SarifReplacement>> = BTreeMap::new();
    for TextEdit { file, start, end, text } in &fix.edits {
        let deleted_region = region(&Location { start: *start, end: *end });
        let inserted_content = Content { text: text.clone() };
        changes.entry(file).or_default().push(SarifReplacement { deleted_region, inserted_content });
    }
    let text = match &fix.note {
        Some(note) => format!("{} ({}: {note})", fix.title, fix.applicability),
        None => format!("{} ({})", fix.title, fix.applicability),
    };
    let artifact_changes = changes
        .into_iter()
        .map(|(file, replacements)| ArtifactChange { artifact_location: artifact(file), replacements });
    SarifFix { description: Message::plain(text), artifact_changes: artifact_changes.collect() }
}

/// A path as a relative reference, with what a reference cannot hold as percent codes.
fn artifact(path: &str) -> ArtifactLocation {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b'@' | b'+' | b',' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    ArtifactLocation { uri }
}
