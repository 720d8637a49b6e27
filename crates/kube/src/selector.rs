//! Label selectors as apimachinery reads them: `matchLabels` and `matchExpressions` together, and the plain map of
//! Services and ReplicationControllers. What a missing or an empty selector stands for is for each field to say.

use plimsoll_source::{Entry, Kind, Value};

use crate::Field;
use crate::facts::label;

/// How a label is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// The label has one of the values.
    In,
    /// The label has none of the values, or is not there.
    NotIn,
    /// The label is there.
    Exists,
    /// The label is not there.
    DoesNotExist,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Self; 4] = [Self::In, Self::NotIn, Self::Exists, Self::DoesNotExist];

    /// As selectors write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::In => "In",
            Self::NotIn => "NotIn",
            Self::Exists => "Exists",
            Self::DoesNotExist => "DoesNotExist",
        }
    }

    const fn has_values(self) -> bool {
        matches!(self, Self::In | Self::NotIn)
    }
}

/// Why the API server refuses a part of a selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Something has another type than it must have.
    WrongType,
    /// No label is named.
    NoKey,
    /// No operator is written.
    NoOperator,
    /// An operator that there is not.
    UnknownOperator,
    /// `In` or `NotIn` without values.
    NoValues,
    /// `Exists` or `DoesNotExist` with values.
    Values,
}

/// One part of a selector, where it is written.
#[derive(Clone, Debug)]
pub struct Term<'a> {
    /// The value of the label, or the expression.
    pub at: Value<'a>,
    /// The label; "" where none is named.
    pub key: &'a str,
    /// How it is compared, unless the API server refuses it.
    pub operator: Result<Operator, Fault>,
    /// What with.
    pub values: Vec<&'a str>,
}

/// The parts of a label selector; none of one that is missing or null.
pub fn terms(selector: Value<'_>) -> Vec<Term<'_>> {
    let mut terms = match selector.kind() {
        Kind::Mapping | Kind::Null => Field::walk(selector, &["matchLabels"]).value().map_or_else(Vec::new, map_terms),
        _ => vec![refused(selector)],
    };
    if let Some(expressions) = Field::walk(selector, &["matchExpressions"]).value() {
        match expressions.kind() {
            Kind::Sequence => terms.extend(expressions.items().map(expression)),
            _ => terms.push(refused(expressions)),
        }
    }
    terms
}

/// The parts of a selector that is a plain map, as of a Service.
pub fn map_terms(selector: Value<'_>) -> Vec<Term<'_>> {
    match selector.kind() {
        Kind::Null => Vec::new(),
        Kind::Mapping => selector.entries().map(map_term).collect(),
        _ => vec![refused(selector)],
    }
}

fn map_term(entry: Entry<'_>) -> Term<'_> {
    let at = entry.value;
    let key = entry.key.scalar_text().unwrap_or_default();
    // To the API server a null is an empty text.
    let text = if at.is_null() { Some("") } else { at.as_str() };
    match text {
        Some(text) => Term { at, key, operator: Ok(Operator::In), values: vec![text] },
        None => Term { key, ..refused(at) },
    }
}

fn refused(at: Value<'_>) -> Term<'_> {
    Term { at, key: "", operator: Err(Fault::WrongType), values: Vec::new() }
}

fn expression(at: Value<'_>) -> Term<'_> {
    let key = Field::walk(at, &["key"]).as_str().unwrap_or_default();
    let listed = Field::walk(at, &["values"]);
    let values: Vec<_> = listed.items().filter_map(Value::as_str).collect();
    let all_texts =
        listed.items().count() == values.len() && listed.value().is_none_or(|list| list.kind() == Kind::Sequence);
    let operator = match Field::walk(at, &["operator"]).value().map(Value::as_str) {
        _ if at.kind() != Kind::Mapping || !all_texts => Err(Fault::WrongType),
        _ if key.is_empty() => Err(Fault::NoKey),
        None => Err(Fault::NoOperator),
        Some(None) => Err(Fault::WrongType),
        Some(Some(word)) => {
            Operator::ALL.into_iter().find(|known| known.as_str() == word).ok_or(Fault::UnknownOperator)
        }
    };
    let operator = operator.and_then(|operator| match (operator.has_values(), values.is_empty()) {
        (true, true) => Err(Fault::NoValues),
        (false, false) => Err(Fault::Values),
        _ => Ok(operator),
    });
    Term { at, key, operator, values }
}

/// A selector without places, to be compared with the labels of many objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    requirements: Box<[Requirement]>,
    is_refused: bool,
}

/// What a selector asks of one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The label.
    pub key: Box<str>,
    /// How it is compared.
    pub operator: Operator,
    /// What with.
    pub values: Box<[Box<str>]>,
}

impl Selector {
    /// One that asks for nothing.
    pub fn everything() -> Self {
        Self { requirements: Box::default(), is_refused: false }
    }

    /// A label selector.
    pub fn of(selector: Value<'_>) -> Self {
        Self::from_terms(&terms(selector))
    }

    /// A selector that is a plain map.
    pub fn of_map(selector: Value<'_>) -> Self {
        Self::from_terms(&map_terms(selector))
    }

    /// One that asks for one label.
    pub fn of_label(key: &str, value: &str) -> Self {
        let requirement = Requirement { key: key.into(), operator: Operator::In, values: [value.into()].into() };
        Self { requirements: [requirement].into(), is_refused: false }
    }

    fn from_terms(terms: &[Term<'_>]) -> Self {
        let owned = |term: &Term<'_>| {
            let values = term.values.iter().map(|value| (*value).into()).collect();
            Some(Requirement { key: term.key.into(), operator: term.operator.ok()?, values })
        };
        Self {
            requirements: terms.iter().filter_map(owned).collect(),
            is_refused: terms.iter().any(|term| term.operator.is_err()),
        }
    }

    /// What it asks for. All of it must hold.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Whether the API server refuses it, so that it selects nothing.
    pub const fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.requirements.is_empty() && !self.is_refused
    }

    /// Whether labels are what it asks for. An empty selector accepts all; one that is refused accepts none.
    pub fn matches(&self, labels: &[(Box<str>, Box<str>)]) -> bool {
        !self.is_refused && self.requirements.iter().all(|requirement| requirement.accepts(labels))
    }
}

impl Requirement {
    /// Whether labels are what it asks for.
    pub fn accepts(&self, labels: &[(Box<str>, Box<str>)]) -> bool {
        let value = label(labels, &self.key);
        let is_listed = || value.is_some_and(|value| self.values.iter().any(|known| **known == *value));
        match self.operator {
            Operator::In => is_listed(),
            Operator::NotIn => !is_listed(),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Labels;
    use crate::testing::file;

    fn labels(text: &str) -> Labels {
        let pair = |pair: &str| pair.split_once('=').map(|(key, value)| (key.into(), value.into()));
        text.split(',').filter_map(pair).collect()
    }

    fn selector(text: &str) -> Selector {
        Selector::of(file(text).root(0).unwrap())
    }

    #[test]
    fn all_of_a_selector_must_hold() {
        let both = selector("{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [a, b]}]}");
        let held = |text| both.matches(&labels(text));
        assert!(held("app=web,tier=a,more=x") && held("tier=b,app=web"));
        assert!(!held("app=web") && !held("app=web,tier=c") && !held("tier=a") && !held(""));
    }

    #[test]
    fn each_operator_reads_a_missing_label_its_way() {
        let held = |operator: &str| {
            let one = selector(&format!("{{matchExpressions: [{{key: a, operator: {operator}}}]}}"));
            ["a=x", "a=y", "b=x"].map(|text| one.matches(&labels(text)))
        };
        assert_eq!(held("In, values: [x]"), [true, false, false]);
        assert_eq!(held("NotIn, values: [x]"), [false, true, true]);
        assert_eq!(held("Exists"), [true, true, false]);
        assert_eq!(held("DoesNotExist, values: []"), [false, false, true]);
    }

    #[test]
    fn an_empty_selector_accepts_all_and_a_refused_one_none() {
        for text in ["{}", "{matchLabels: }", "{matchLabels: {}, matchExpressions: []}"] {
            assert!(selector(text).is_empty() && selector(text).matches(&labels("")), "{text}");
        }
        let fault = |text: &str| {
            let file = file(text);
            assert!(Selector::of(file.root(0).unwrap()).is_refused() && !selector(text).matches(&labels("a=x")));
            terms(file.root(0).unwrap()).into_iter().find_map(|term| term.operator.err()).unwrap()
        };
        assert_eq!(fault("{matchLabels: {a: 5}}"), Fault::WrongType);
        assert_eq!(fault("{matchLabels: [a]}"), Fault::WrongType);
        assert_eq!(fault("[a]"), Fault::WrongType);
        assert_eq!(fault("{matchExpressions: {key: a}}"), Fault::WrongType);
        assert_eq!(fault("{matchExpressions: [a]}"), Fault::WrongType);
        assert_eq!(fault("{matchExpressions: [{key: a, operator: In, values: [5]}]}"), Fault::WrongType);
        assert_eq!(fault("{matchExpressions: [{key: a, operator: In, values: x}]}"), Fault::WrongType);
        assert_eq!(fault("{matchExpressions: [{operator: Exists}]}"), Fault::NoKey);
        assert_eq!(fault("{matchExpressions: [{key: a}]}"), Fault::NoOperator);
        assert_eq!(fault("{matchExpressions: [{key: a, operator: Equals, values: [b]}]}"), Fault::UnknownOperator);
        assert_eq!(fault("{matchExpressions: [{key: a, operator: in, values: [b]}]}"), Fault::UnknownOperator);
        assert_eq!(fault("{matchExpressions: [{key: a, operator: NotIn}]}"), Fault::NoValues);
        assert_eq!(fault("{matchExpressions: [{key: a, operator: Exists, values: [b]}]}"), Fault::Values);
    }

    #[test]
    fn a_plain_map_asks_for_each_of_its_labels() {
        let file = file("{app: web, empty: }");
        let map = Selector::of_map(file.root(0).unwrap());
        assert_eq!(map.requirements().len(), 2);
        assert!(map.matches(&labels("app=web,empty=")) && !map.matches(&labels("app=web")));
        let at: Vec<_> = map_terms(file.root(0).unwrap()).iter().map(|term| term.at.span().start).collect();
        assert_eq!(at.len(), 2);
    }
}
