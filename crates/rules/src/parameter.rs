//! What settings say of the parameters of rules.

use crate::Rule;

/// A value of a rule's parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Texts.
    List(Vec<String>),
}

/// The parameters that settings give to rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// Rule, parameter and value; each parameter of a rule once.
    values: Vec<(&'static str, &'static str, ParameterValue)>,
}

impl Parameters {
    /// Gives a value to a parameter of the rule with this id.
    pub fn set(&mut self, rule: &'static str, name: &'static str, value: ParameterValue) {
        self.values.retain(|(known, parameter, _)| (*known, *parameter) != (rule, name));
        self.values.push((rule, name, value));
    }

    /// The value of a parameter; none where the settings give none.
    pub fn get(&self, rule: &Rule, name: &str) -> Option<&ParameterValue> {
        let declared = rule.parameters.iter().any(|parameter| parameter.name == name);
        debug_assert!(declared, "`{}` has no parameter `{name}`", rule.id);
        self.values
            .iter()
            .find(|(known, parameter, _)| *known == rule.id && *parameter == name)
            .map(|(.., value)| value)
    }
}
