//! Where credentials in known formats stand in a document. Looked for once and kept, so that rules which go by names can leave
//! alone what is told as what it is.

use plimsoll_kube::Object;
use plimsoll_report::Confidence;
use plimsoll_source::order::{Order, by_number, hash};
use plimsoll_source::{Kind, Span, Value};

use super::credential::{self, Found, find, find_encoded, shown};
use super::parts::Parts;
use crate::{DocumentRef, Located};

/// A credential in a document.
pub(crate) struct Leak<'a> {
    /// The text that holds it; none where it stands in a comment.
    pub(crate) value: Option<Value<'a>>,
    /// Its place, or that of the text around it where the file writes it in another way.
    pub(crate) span: Span,
    /// Whose it is and what.
    pub(crate) what: &'static str,
    pub(crate) confidence: Confidence,
    /// As much of it as may be shown.
    pub(crate) shown: String,
    /// Whether base64 hides it.
    pub(crate) encoded: bool,
    pub(crate) ground: Ground,
}

/// Which rule tells of a password in a URL that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Environment, command and arguments of a container.
    Container,
    /// Data of a `ConfigMap`.
    ConfigMap,
    /// Data of a `Secret`, which is there to hold passwords.
    Secret,
    /// Everywhere else.
    Elsewhere,
}

/// The credentials of a document, in the order of places.
#[derive(Default)]
pub(crate) struct Leaks<'a> {
    found: Vec<Leak<'a>>,
}

/// `kubectl apply` keeps the manifest there once more.
const APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
/// The shortest text that can hold a credential.
const SHORTEST: usize = 12;

impl<'a> Leaks<'a> {
    pub(crate) fn of(document: &DocumentRef<'a>, objects: &[Located<Object<'a>>]) -> Self {
        let mut search = Search { text: document.source.text(), found: Vec::new(), applied: Vec::new() };
        if let Some(root) = document.root() {
            search.walk(root);
        }
        search.comments(document);
        search.once_more();
        let mut found = search.found;
        by_number(&mut found, |leak| leak.span.number());
        for leak in &mut found {
            leak.ground = ground(leak, objects);
        }
        Self { found }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Leak<'a>> {
        self.found.iter()
    }

    /// Those whose place begins in a span.
    pub(crate) fn within(&self, span: Span) -> impl Iterator<Item = &Leak<'a>> {
        let first = self.found.partition_point(|leak| leak.span.start < span.start);
        self.found.iter().skip(first).take_while(move |leak| leak.span.start < span.end)
    }

    /// Whether one that is told as what it is stands in a span or around it.
    pub(crate) fn touch(&self, span: Span) -> bool {
        let first = self.found.partition_point(|leak| leak.span.start < span.start);
        let before = first.checked_sub(1).and_then(|before| self.found.get(before));
        let before = before.filter(|leak| leak.span.overlaps(span));
        before.into_iter().chain(self.within(span)).any(|leak| !leak.is_url())
    }

    /// Whether a value holds one that is told as what it is.
    pub(crate) fn hold(&self, value: Value<'_>) -> bool {
        self.touch(value.span())
    }
}

impl Leak<'_> {
    pub(crate) fn is_url(&self) -> bool {
        self.what == credential::URL
    }
}

fn ground(leak: &Leak<'_>, objects: &[Located<Object<'_>>]) -> Ground {
    let after = objects.partition_point(|object| object.value().span().start <= leak.span.start);
    let object = after.checked_sub(1).and_then(|before| objects.get(before));
    let (Some(object), Some(value)) = (object.filter(|object| object.value().span().contains(leak.span)), leak.value)
    else {
        return Ground::Elsewhere;
    };
    // The keys on the way up, as far as the object.
    let above = std::iter::successors(Some(value), |value| value.parent())
        .take_while(|value| value.span() != object.value().span());
    let keys = || above.clone().filter_map(|value| value.key()?.scalar_text());
    let any = |known: &[&str]| keys().any(|key| known.contains(&key));
    match object.kind() {
        "ConfigMap" if any(&["data", "binaryData"]) => Ground::ConfigMap,
        "Secret" if any(&["data", "stringData"]) => Ground::Secret,
        _ if object.pod().is_some() && any(&["env", "command", "args"]) => Ground::Container,
        _ => Ground::Elsewhere,
    }
}

struct Search<'a> {
    text: &'a str,
    found: Vec<Leak<'a>>,
    /// Texts that hold the manifest once more.
    applied: Vec<Value<'a>>,
}

impl<'a> Search<'a> {
    /// Every text of the document once: what an alias stands for is looked at where it is written. Goes as deep as values are
    /// nested, which reading has bounded.
    fn walk(&mut self, value: Value<'a>) {
        match value.kind() {
            Kind::Mapping => {
                for entry in value.written().filter(|entry| !entry.value.is_shared()) {
                    if entry.key.scalar_text() == Some(APPLIED) {
                        self.applied.push(entry.value);
                    } else {
                        self.walk(entry.value);
                    }
                }
            }
            Kind::Sequence => value.items().filter(|item| !item.is_shared()).for_each(|item| self.walk(item)),
            Kind::String => self.value(value),
            Kind::Null | Kind::Bool | Kind::Int | Kind::Float => {}
        }
    }

    fn value(&mut self, value: Value<'a>) {
        let Some(text) = value.as_str().filter(|text| text.len() >= SHORTEST) else { return };
        if let Some((inner, found)) = find_encoded(text) {
            for one in found {
                self.push(Some(value), value.span(), &one, &inner, true);
            }
            return;
        }
        let mut places = Parts::new(value, self.text);
        for one in find(text) {
            let span = places.of(text.get(one.start..one.end).unwrap_or_default());
            self.push(Some(value), span, &one, text, false);
        }
    }

    /// What a manifest holds is told where it stands, not once more where it is kept.
    fn once_more(&mut self) {
        let number = |leak: &Leak<'_>| hash(&leak.shown) ^ hash(leak.what).rotate_left(1);
        let known = Order::new(self.found.iter().map(number));
        let first = std::mem::take(&mut self.found);
        for value in std::mem::take(&mut self.applied) {
            self.value(value);
        }
        self.found.retain(|leak| {
            let same = |place| {
                first.get(place).is_some_and(|one: &Leak<'_>| (one.what, &one.shown) == (leak.what, &leak.shown))
            };
            !known.find(number(leak)).any(same)
        });
        self.found.extend(first);
    }

    fn comments(&mut self, document: &DocumentRef<'a>) {
        for comment in document.source.comments(document.document as usize) {
            let body = comment.span.of(self.text);
            for one in find(body) {
                let place = |at: usize| comment.span.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
                self.push(None, Span::new(place(one.start), place(one.end)), &one, body, false);
            }
        }
    }

    fn push(&mut self, value: Option<Value<'a>>, span: Span, one: &Found, text: &str, encoded: bool) {
        let secret = text.get(one.start..one.end).unwrap_or_default();
        let (what, confidence) = (one.what, one.confidence);
        let ground = Ground::Elsewhere;
        self.found.push(Leak { value, span, what, confidence, shown: shown(secret), encoded, ground });
    }
}
