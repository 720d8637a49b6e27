//! Suppressions in a manifest: where they stand, what they cover, and whether anything was there to cover.

mod list;

use std::ops::Range;

use plimsoll_kube::Object;
use plimsoll_report::{Resource, SuppressionSource};
use plimsoll_rules::Rule;
use plimsoll_source::order::by_number;
use plimsoll_source::{File, Span};

use crate::checked::shifted;
use crate::kept::Kept;
use list::List;

/// The annotation that allows findings of its object.
const ANNOTATION: &str = "plimsoll.dev/allow";
/// More suppressions than a person writes in one document. Those after them have no effect.
pub(crate) const LIMIT: usize = 10_000;

/// The suppressions of a document.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    /// Those of comments, by the line they cover.
    lines: Vec<Suppression>,
    /// Those of annotations, by the object they cover.
    objects: Vec<Suppression>,
    /// Whether there were more than [`LIMIT`].
    pub(crate) cut: bool,
}

/// A name in a suppression that covers a finding.
#[derive(Debug)]
pub(crate) struct Covering {
    /// The number of the suppression.
    pub(crate) suppression: usize,
    /// The number of the name among those of all suppressions.
    pub(crate) name: usize,
}

/// A comment or an annotation.
#[derive(Debug)]
pub(crate) struct Suppression {
    pub(crate) by: SuppressionSource,
    /// What it covers: a line or an object.
    reach: Span,
    /// The comment, or the annotation's value.
    pub(crate) span: Span,
    pub(crate) reason: String,
    /// What it names.
    pub(crate) names: Vec<Named>,
    /// How many names those before it have.
    names_before: usize,
    /// What is wrong with it as a whole.
    pub(crate) problem: Option<&'static str>,
    /// For an annotation, its object and its path.
    pub(crate) on: Option<(Resource, String)>,
}

/// An id in a suppression.
#[derive(Debug)]
pub(crate) struct Named {
    /// The rule, or the id that none has.
    pub(crate) rule: Result<&'static Rule, String>,
    pub(crate) span: Span,
}

impl Suppressions {
    /// Those of a document, if it has any.
    pub(crate) fn read(file: &File, document: usize, span: Span, objects: &[Object<'_>]) -> Option<Box<Self>> {
        // Nearly every document has none: a search of its text is all it costs.
        let text = span.of(file.text());
        let (comments, annotations) = (text.contains("plimsoll:"), text.contains(ANNOTATION));
        if !comments && !annotations {
            return None;
        }
        let mut suppressions = Self::default();
        if comments {
            suppressions.read_comments(file, document, span);
        }
        if annotations {
            suppressions.read_annotations(file, objects);
        }
        let mut names = 0;
        for suppression in suppressions.lines.iter_mut().chain(&mut suppressions.objects) {
            suppression.names_before = names;
            names += suppression.names.len();
        }
        Some(Box::new(suppressions))
    }

    /// How many names the suppressions have.
    pub(crate) fn names(&self) -> usize {
        self.objects.last().or(self.lines.last()).map_or(0, |last| last.names_before + last.names.len())
    }

    /// From the last comment to the first, so that a run of them is walked once.
    fn read_comments(&mut self, file: &File, document: usize, document_span: Span) {
        let text = file.text();
        let comments: Vec<(Span, bool)> =
            file.comments(document).map(|comment| (comment.span, comment.own_line)).collect();
        let mut below = Span::empty(document_span.end);
        let mut below_starts = document_span.end;
        for (span, own_line) in comments.into_iter().rev() {
            let reach = if own_line {
                // Blank lines may stand between a comment and what it is about; other lines may not.
                let gap = Span::new(span.end, below_starts).of(text);
                let blank = gap.len() - gap.trim_start().len();
                if blank < gap.len() {
                    below = line_at(text, span.end as usize + blank, document_span);
                }
                below_starts = span.start;
                below
            } else {
                line_at(text, span.start as usize, document_span)
            };
            let Some(said) = list::comment(span.of(text)) else { continue };
            if self.lines.len() == LIMIT {
                self.cut = true;
                break;
            }
            self.lines.push(Suppression::of(SuppressionSource::Comment, reach, span, span.start, said));
        }
        self.lines.reverse();
        by_number(&mut self.lines, |suppression| suppression.reach.number());
    }

    fn read_annotations(&mut self, file: &File, objects: &[Object<'_>]) {
        for object in objects {
            let Some(entry) = object.annotations().find(|entry| entry.key.scalar_text() == Some(ANNOTATION)) else {
                continue;
            };
            let Some(value) = entry.value.scalar_text() else { continue };
            if self.objects.len() == LIMIT {
                self.cut = true;
                break;
            }
            let span = entry.value.span();
            // A value without escapes stands in the file as it reads: then each id has its own place.
            let offset = span.of(file.text()).find(value).and_then(|at| u32::try_from(at).ok());
            let mut suppression = Suppression::of(
                SuppressionSource::Annotation,
                object.value().span(),
                span,
                span.start + offset.unwrap_or_default(),
                list::annotation(value),
            );
            suppression.on = Some((object.resource(), entry.value.path().to_string()));
            if offset.is_none() {
                suppression.names.iter_mut().for_each(|named| named.span = span);
            }
            self.objects.push(suppression);
        }
        by_number(&mut self.objects, |suppression| suppression.reach.number());
    }

    /// The suppressions with their numbers, which are those of [`covering`](Self::covering).
    pub(crate) fn all(&self) -> impl Iterator<Item = &Suppression> {
        self.lines.iter().chain(&self.objects)
    }

    /// Moves every place, since the document moved.
    pub(crate) fn shift(&mut self, by: i64) {
        for suppression in self.lines.iter_mut().chain(&mut self.objects) {
            suppression.reach = shifted(suppression.reach, by);
            suppression.span = shifted(suppression.span, by);
            suppression.names.iter_mut().for_each(|named| named.span = shifted(named.span, by));
        }
    }

    /// Every suppression that covers a finding. The first gives the reason.
    pub(crate) fn covering(&self, finding: &Kept) -> Vec<Covering> {
        let mut found = Vec::new();
        covering(&self.lines, 0, finding, &mut found);
        covering(&self.objects, self.lines.len(), finding, &mut found);
        found
    }
}

/// Lines are disjoint, and so are objects: only the last one that starts before a place can hold it.
fn covering(suppressions: &[Suppression], first: usize, finding: &Kept, found: &mut Vec<Covering>) {
    let place = finding.span.start;
    let after = suppressions.partition_point(|suppression| suppression.reach.start <= place);
    let Some(reach) = after.checked_sub(1).and_then(|last| suppressions.get(last)).map(|last| last.reach) else {
        return;
    };
    // The end counts: a value that is missing at the end of a line has its place there.
    if place > reach.end {
        return;
    }
    let from = suppressions.partition_point(|suppression| suppression.reach < reach);
    let same = suppressions.iter().enumerate().take(after).skip(from);
    found.extend(same.filter_map(|(number, suppression)| {
        // What an object's annotation allows, another object that shares the place by an alias may still not do.
        let (on, of) = (suppression.on.as_ref(), finding.resource.as_deref());
        if on.zip(of).is_some_and(|((on, _), of)| on != of) {
            return None;
        }
        let is_meant = |named: &Named| named.rule.as_ref().is_ok_and(|rule| *rule == finding.rule);
        let name = suppression.names_before + suppression.names.iter().position(is_meant)?;
        Some(Covering { suppression: first + number, name })
    }));
}

impl Suppression {
    fn of(
        by: SuppressionSource,
        reach: Span,
        span: Span,
        text_starts: u32,
        said: Result<List<'_>, &'static str>,
    ) -> Self {
        let (list, problem) = match said {
            Ok(list) => (list, None),
            Err(problem) => (List::default(), Some(problem)),
        };
        let at = |range: &Range<usize>| {
            let place = |offset: usize| text_starts.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            Span::new(place(range.start), place(range.end))
        };
        let named = |(range, id): &(Range<usize>, &str)| Named {
            rule: plimsoll_rules::find(id).ok_or_else(|| (*id).to_owned()),
            span: at(range),
        };
        Self {
            by,
            reach,
            span,
            reason: list.reason.to_owned(),
            names: list.ids.iter().map(named).collect(),
            names_before: 0,
            problem,
            on: None,
        }
    }
}

/// The line that holds an offset, without its line break.
fn line_at(text: &str, offset: usize, within: Span) -> Span {
    let is_break = |letter: char| letter == '\n' || letter == '\r';
    let start = text.get(..offset).and_then(|before| before.rfind(is_break)).map_or(0, |at| at + 1);
    let end = text.get(offset..).and_then(|after| after.find(is_break)).map_or(text.len(), |at| offset + at);
    let narrow = |place: usize| u32::try_from(place).unwrap_or(u32::MAX).clamp(within.start, within.end);
    Span::new(narrow(start), narrow(end))
}
