//! What one run checks: options and settings brought together.

use plimsoll_kube::Version;
use plimsoll_report::{Audience, Options, Severity, calendar};
use plimsoll_rules::{Environment, Parameters, RULES, Rule};
use plimsoll_source::order::by_number;
use plimsoll_source::{File, Span};

use crate::date::is_date;
use crate::settings::{Settings, SettingsError, unknown_rule};

/// Rules picked by name on top of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSelection {
    /// Only these run, whatever the audience. Empty: those that the audience and the settings choose.
    pub only: Vec<String>,
    /// These do not run.
    pub skip: Vec<String>,
}

/// The choices of a run, all made.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) environment: Environment,
    pub(crate) settings: Settings,
    pub(crate) plan_fixes: bool,
    pub(crate) object_scores: bool,
    pub(crate) settings_file: Option<SettingsFile>,
    /// The rules that run, the most severe first, so that limits cut off what matters least.
    pub(crate) active: Vec<Active>,
}

/// The settings file as a file: for the places of its exceptions.
#[derive(Debug)]
pub(crate) struct SettingsFile {
    pub(crate) file: File,
    /// The rule that each exception names.
    pub(crate) exceptions: Vec<Span>,
}

/// A rule that runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Active {
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
}

impl SettingsFile {
    fn read(text: &str) -> Self {
        let file = File::read("plimsoll.yaml", text.into());
        let exceptions = file.root(0).and_then(|root| root.get("exceptions"));
        let exceptions = exceptions.into_iter().flat_map(|entry| entry.value.items());
        let exceptions =
            exceptions.map(|item| item.get("rule").map_or(item.span(), |rule| rule.value.span())).collect();
        Self { file, exceptions }
    }
}

impl Default for Run {
    /// Without choices: the settings are empty, which cannot be wrong.
    fn default() -> Self {
        let nothing = Self {
            environment: Environment {
                version: Version::LATEST,
                date: String::new(),
                parameters: Parameters::default(),
            },
            settings: Settings::default(),
            settings_file: None,
            plan_fixes: false,
            object_scores: false,
            active: Vec::new(),
        };
        Self::new(&Options::default(), &RuleSelection::default()).unwrap_or(nothing)
    }
}

impl Run {
    pub(crate) fn new(options: &Options, selection: &RuleSelection) -> Result<Self, SettingsError> {
        let settings = Settings::read(&options.settings)?;
        let version = match options.kubernetes_version.as_deref() {
            Some(text) => Version::parse(text).ok_or_else(|| {
                let message = format!("`{text}` is no version of Kubernetes; write it as `1.37`, or `latest`");
                SettingsError::option(message)
            })?,
            None => settings.kubernetes_version.unwrap_or(Version::LATEST),
        };
        let date = match options.date.as_str() {
            "" => calendar::AS_OF.to_owned(),
            date if is_date(date) => date.to_owned(),
            other => {
                let message = format!("`{other}` is no date; write it as `2026-11-23`");
                return Err(SettingsError::option(message));
            }
        };
        for id in selection.only.iter().chain(&selection.skip) {
            if plimsoll_rules::find(id).is_none() {
                return Err(SettingsError::option(unknown_rule(id)));
            }
        }
        let audience = options.audience.or(settings.audience).unwrap_or(Audience::Default);
        let mut active: Vec<Active> = RULES
            .iter()
            .filter(|rule| runs(rule, audience, &settings, selection))
            .map(|rule| {
                let written = settings.rule(rule.id).and_then(|setting| setting.severity);
                Active { rule, severity: written.unwrap_or(rule.severity) }
            })
            .collect();
        // The table of rules is in the order of their ids, and stays so among those of one severity.
        by_number(&mut active, |active| active.severity as u64);
        let settings_file = (!settings.exceptions.is_empty()).then(|| SettingsFile::read(&options.settings));
        let environment = Environment { version, date, parameters: parameters(&settings) };
        Ok(Self {
            environment,
            settings,
            settings_file,
            plan_fixes: options.plan_fixes,
            object_scores: options.object_scores,
            active,
        })
    }

    /// Whether documents that were checked in the other run need not be checked again.
    pub(crate) fn finds_the_same(&self, other: &Self) -> bool {
        self.environment == other.environment && self.plan_fixes == other.plan_fixes && self.rules().eq(other.rules())
    }

    /// The rules that run, and how severe their findings are.
    fn rules(&self) -> impl Iterator<Item = (Severity, &'static str)> {
        self.active.iter().map(|active| (active.severity, active.rule.id))
    }

    /// The severity of a rule's findings in this run; `None` where it does not run.
    pub(crate) fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.active.iter().find(|active| active.rule.id == rule.id).map(|active| active.severity)
    }
}

fn parameters(settings: &Settings) -> Parameters {
    let mut parameters = Parameters::default();
    for (rule, setting) in &settings.rules {
        for (name, value) in &setting.parameters {
            parameters.set(rule, name, value.clone());
        }
    }
    parameters
}

/// Named rules win over the settings, and those over the audience.
fn runs(rule: &Rule, audience: Audience, settings: &Settings, selection: &RuleSelection) -> bool {
    let named = |ids: &[String]| ids.iter().any(|id| id == rule.id);
    if named(&selection.skip) {
        return false;
    }
    if !selection.only.is_empty() {
        return named(&selection.only);
    }
    match settings.rule(rule.id) {
        Some(setting) => !setting.off,
        None => rule.audience <= audience,
    }
}
