//! Rules, bindings and chains, as the answers tell them.

use plimsoll_kube::rbac::{Chain, Grant, Model, Proof};
use serde::Serialize;

use super::bundle::{Bundle, Written, told_name};

/// A rule that somebody has by a binding.
#[derive(Debug, Serialize)]
pub(super) struct Granted {
    pub(super) rule: ToldRule,
    pub(super) binding: ToldObject,
    /// Whether every new cluster has the binding.
    #[serde(rename = "default")]
    pub(super) is_default: bool,
}

/// A rule of a role.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToldRule {
    pub(super) role: String,
    pub(super) verbs: Vec<String>,
    pub(super) api_groups: Vec<String>,
    pub(super) resources: Vec<String>,
    pub(super) resource_names: Vec<String>,
    #[serde(rename = "nonResourceURLs")]
    pub(super) urls: Vec<String>,
    /// None where every new cluster has it.
    pub(super) at: Option<Written>,
}

/// A binding.
#[derive(Debug, Serialize)]
pub(super) struct ToldObject {
    pub(super) name: String,
    pub(super) at: Option<Written>,
}

/// A chain of steps.
#[derive(Debug, Serialize)]
pub(super) struct ToldChain {
    /// Whether nothing has to be so beside what the files say.
    certain: bool,
    steps: Vec<ToldStep>,
}

/// One step.
#[derive(Debug, Serialize)]
pub(super) struct ToldStep {
    from: String,
    technique: &'static str,
    condition: Option<&'static str>,
    to: String,
    proofs: Vec<ToldProof>,
}

#[derive(Debug, Serialize)]
pub(super) struct ToldProof {
    rule: ToldRule,
    /// None where the step before gave the role.
    binding: Option<ToldObject>,
}

/// What to tell with.
#[derive(Clone, Copy)]
pub(super) struct Teller<'t, 'a> {
    pub(super) bundle: &'a Bundle,
    pub(super) model: &'t Model<'a>,
}

impl Teller<'_, '_> {
    pub(super) fn granted(self, grant: Grant) -> Option<Granted> {
        let binding = self.model.bindings().get(grant.binding as usize)?;
        Some(Granted { rule: self.rule(grant)?, binding: self.binding(grant)?, is_default: binding.is_default() })
    }

    fn rule(self, grant: Grant) -> Option<ToldRule> {
        let role = self.model.roles().get(grant.role as usize)?;
        let rule = self.model.rule(grant)?;
        let words = |list: &[Box<str>]| list.iter().map(ToString::to_string).collect();
        Some(ToldRule {
            role: told_name(role.known.facts),
            verbs: words(&rule.verbs),
            api_groups: words(&rule.groups),
            resources: words(&rule.resources),
            resource_names: words(&rule.names),
            urls: words(&rule.urls),
            at: self.model.place_of_rule(grant).and_then(|place| self.bundle.written(place)),
        })
    }

    fn binding(self, grant: Grant) -> Option<ToldObject> {
        let binding = self.model.bindings().get(grant.binding as usize)?;
        let at = self.model.place_of_subject(grant).and_then(|place| self.bundle.written(place));
        Some(ToldObject { name: told_name(binding.known.facts), at })
    }

    pub(super) fn chain(self, chain: &Chain<'_>) -> ToldChain {
        let proof = |proof: &Proof| {
            let (grant, is_bound) = match proof {
                Proof::Granted(grant) => (*grant, true),
                Proof::Rule(role, rule) => (Grant { binding: 0, subject: 0, role: *role, rule: *rule }, false),
            };
            let binding = if is_bound { self.binding(grant) } else { None };
            Some(ToldProof { rule: self.rule(grant)?, binding })
        };
        let step = |step: &plimsoll_kube::rbac::Step<'_>| ToldStep {
            from: step.from.to_string(),
            technique: step.technique.as_str(),
            condition: step.technique.condition(),
            to: step.to.to_string(),
            proofs: step.proofs.iter().filter_map(proof).collect(),
        };
        ToldChain { certain: chain.is_certain(), steps: chain.steps.iter().map(step).collect() }
    }
}

impl ToldRule {
    /// `create, get on pods, pods/exec (only web)`.
    pub(super) fn words(&self) -> String {
        let list = |words: &[String]| words.join(", ");
        if !self.urls.is_empty() {
            return format!("{} on {}", list(&self.verbs), list(&self.urls));
        }
        let groups: Vec<&str> = self.api_groups.iter().map(String::as_str).filter(|group| !group.is_empty()).collect();
        let of = if groups.is_empty() { String::new() } else { format!(" of {}", groups.join(", ")) };
        let only = if self.resource_names.is_empty() {
            String::new()
        } else {
            format!(" (only {})", list(&self.resource_names))
        };
        format!("{} on {}{of}{only}", list(&self.verbs), list(&self.resources))
    }

    /// `ClusterRole/reader (a.yaml:7)`.
    pub(super) fn place(&self) -> String {
        placed(&self.role, self.at.as_ref())
    }
}

impl ToldObject {
    pub(super) fn place(&self) -> String {
        placed(&self.name, self.at.as_ref())
    }
}

impl ToldChain {
    /// The lines of the chain.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (number, step) in (1..).zip(&self.steps) {
            let condition = step.condition.map_or_else(String::new, |condition| format!(" ({condition})"));
            lines.push(format!("{number}. {} {}{condition}: {}", step.from, step.technique, step.to));
            for proof in &step.proofs {
                let by = proof.binding.as_ref().map_or_else(String::new, |binding| format!(" by {}", binding.place()));
                lines.push(format!("   {}: {}{by}", proof.rule.words(), proof.rule.place()));
            }
        }
        lines
    }

    pub(super) const fn is_certain(&self) -> bool {
        self.certain
    }
}

fn placed(name: &str, at: Option<&Written>) -> String {
    match at {
        Some(at) => format!("{name} ({}:{})", at.file, at.location.start.line),
        None => format!("{name} (of every cluster)"),
    }
}
