//! What a rule sees: documents, objects, Pods and containers, the version and the day. Built once and shared by all rules.

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use plimsoll_kube::image::Day;
use plimsoll_kube::pss::{self, Control, Evaluation, Violation};
use plimsoll_kube::{Container, Id, Index, Known, Object, Pod, Version, objects};
use plimsoll_report::Resource;
use plimsoll_source::{Document, File, Path, Span, Surprise, SurpriseKind, SyntaxError, Value};

use crate::images::Image;
use crate::reading::is_regular;
use crate::secrets::Leaks;
use crate::{ParameterValue, Parameters, Rule};

/// What a run checks against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The version of Kubernetes.
    pub version: Version,
    /// The day that judgements of age are made for, as `2026-11-23`.
    pub date: String,
    /// What settings say of the parameters of rules.
    pub parameters: Parameters,
}

/// What a rule sees of the workspace.
pub struct Context<'a> {
    files: Vec<(u32, &'a File)>,
    documents: Vec<DocumentRef<'a>>,
    objects: Vec<Located<Object<'a>>>,
    pods: OnceCell<Vec<Located<Pod<'a>>>>,
    /// Those of each Pod: every control asks for them.
    containers: OnceCell<Vec<Vec<Container<'a>>>>,
    /// The credentials of the document: several rules ask for them.
    leaks: OnceCell<Leaks<'a>>,
    /// Whether the objects write known fields only, each with what it should hold.
    is_regular: OnceCell<bool>,
    /// What the Pod Security Standards say of a Pod, by its place: most documents have one, and several ask.
    evaluation: RefCell<Option<(usize, Rc<Evaluation<'a>>)>>,
    /// What the containers run and the volumes hold.
    images: OnceCell<Vec<(usize, Image<'a>)>>,
    /// The objects of all files; empty for rules of one document.
    index: Index<'a>,
    /// The objects of the document that was asked for last: rules ask in the order of places.
    latest: RefCell<Latest<'a>>,
    /// Those of long lists, in the order of places: rules that relate objects of two of them go to and fro.
    lists: RefCell<Vec<Latest<'a>>>,
    environment: &'a Environment,
}

/// The objects of one document.
#[derive(Default)]
struct Latest<'a> {
    place: Option<(u32, u32)>,
    objects: Vec<Object<'a>>,
}

/// How many objects a list holds that is kept for the whole run.
const LONG: usize = 32;

/// A document, for rules about how text is read.
#[derive(Clone, Copy)]
pub struct DocumentRef<'a> {
    /// Number of the file in the workspace.
    pub file: u32,
    /// The file.
    pub source: &'a File,
    /// Number of the document in the file.
    pub document: u32,
}

/// Something with the number of the file that it stands in.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// Number of the file in the workspace.
    pub file: u32,
    /// The thing itself.
    pub value: T,
    /// Whether something in its document could not be read, so that what is missing may stand there.
    pub partly_read: bool,
    name: Name,
}

/// What names an object in findings. Most objects have none or many, so it is made for the first.
type Name = Rc<OnceCell<Arc<Resource>>>;

/// The document, and the object in it, that a finding is about.
pub struct Place<'a> {
    pub(crate) file: u32,
    pub(crate) document: u32,
    object: Option<(Object<'a>, Name)>,
}

impl<'a> Context<'a> {
    /// One document and its objects, for rules of scope [`Document`](crate::Scope::Document).
    pub fn document(
        file: u32,
        source: &'a File,
        document: u32,
        objects: &[Object<'a>],
        environment: &'a Environment,
    ) -> Self {
        Self {
            documents: vec![DocumentRef { file, source, document }],
            objects: objects.iter().map(|object| Located::new(file, source, *object)).collect(),
            ..Self::empty(vec![(file, source)], environment)
        }
    }

    /// All files, each with its number, and the index of their objects, for rules of scope
    /// [`Workspace`](crate::Scope::Workspace). They go through the index; [`Self::object`] gives an object with its text.
    pub fn workspace(files: Vec<(u32, &'a File)>, index: Index<'a>, environment: &'a Environment) -> Self {
        let mut context = Self { index, ..Self::empty(files, environment) };
        for (file, source) in &context.files {
            let documents = u32::try_from(source.documents().len()).unwrap_or(u32::MAX);
            context.documents.extend((0..documents).map(|document| DocumentRef { file: *file, source, document }));
        }
        context
    }

    fn empty(files: Vec<(u32, &'a File)>, environment: &'a Environment) -> Self {
        Self {
            files,
            documents: Vec::new(),
            objects: Vec::new(),
            pods: OnceCell::new(),
            containers: OnceCell::new(),
            leaks: OnceCell::new(),
            is_regular: OnceCell::new(),
            evaluation: RefCell::default(),
            images: OnceCell::new(),
            index: Index::default(),
            latest: RefCell::default(),
            lists: RefCell::default(),
            environment,
        }
    }

    /// The object of one Pod and nothing else, for a rule of scope [`Document`](crate::Scope::Document) that asks others.
    pub(crate) fn alone(&self, pod: &Located<Pod<'a>>) -> Self {
        Self {
            documents: self.documents.clone(),
            objects: vec![pod.with(pod.object())],
            ..Self::empty(self.files.clone(), self.environment)
        }
    }

    /// The objects of all files, for rules of scope [`Workspace`](crate::Scope::Workspace).
    pub fn index(&self) -> &Index<'a> {
        &self.index
    }

    /// An object of the index, with its text. Best asked in the order of places.
    pub fn object(&self, known: &Known<'_>) -> Option<Located<Object<'a>>> {
        let Id { file, document, ordinal } = known.id;
        let place = self.files.binary_search_by_key(&file, |(number, _)| *number).ok()?;
        let (_, source) = self.files.get(place)?;
        let asked = Some((file, document));
        let mut latest = self.latest.borrow_mut();
        if latest.place != asked {
            let mut lists = self.lists.borrow_mut();
            let place = lists.partition_point(|list| list.place < asked);
            if let Some(list) = lists.get(place).filter(|list| list.place == asked) {
                return Some(Located::new(file, source, *list.objects.get(ordinal as usize)?));
            }
            let found = Latest { place: asked, objects: objects(source, document as usize) };
            if found.objects.len() >= LONG {
                let object = found.objects.get(ordinal as usize).copied();
                lists.insert(place, found);
                return Some(Located::new(file, source, object?));
            }
            *latest = found;
        }
        Some(Located::new(file, source, *latest.objects.get(ordinal as usize)?))
    }

    /// The Pod of a workload of the index, with its text.
    pub fn pod(&self, known: &Known<'_>) -> Option<Located<Pod<'a>>> {
        let object = self.object(known)?;
        Some(object.with(object.value.pod()?))
    }

    /// The files, each with a place for findings about its text.
    pub fn files(&self) -> impl Iterator<Item = (Place<'a>, &'a File)> {
        self.files.iter().map(|(file, source)| (Place { file: *file, document: 0, object: None }, *source))
    }

    /// The documents, in the order of files and places.
    pub fn documents(&self) -> &[DocumentRef<'a>] {
        &self.documents
    }

    /// The object that stands around a place of a document, else the document alone. For rules of one document: the objects
    /// of a document stand in the order of its text.
    pub fn place_at(&self, part: &DocumentRef<'a>, span: Span) -> Place<'a> {
        let after = self.objects.partition_point(|object| object.value().span().start <= span.start);
        let before = after.checked_sub(1).and_then(|before| self.objects.get(before));
        match before.filter(|object| object.value().span().contains(span)) {
            Some(object) => object.place(),
            None => part.place(),
        }
    }

    /// The objects of the document, those of a `List` one by one. Rules that look at everything go through the index.
    pub fn objects(&self) -> &[Located<Object<'a>>] {
        &self.objects
    }

    /// The Pods and Pod templates of the objects.
    pub fn pods(&self) -> &[Located<Pod<'a>>] {
        self.pods
            .get_or_init(|| self.objects.iter().filter_map(|object| Some(object.with(object.value.pod()?))).collect())
    }

    /// Every container of every Pod: init, ordinary and ephemeral.
    pub fn containers(&self) -> Containers<'_, 'a> {
        Containers { pods: self.pods().iter().zip(self.containers_of_pods()), pod: None, rest: [].iter() }
    }

    fn containers_of_pods(&self) -> &[Vec<Container<'a>>] {
        self.containers.get_or_init(|| self.pods().iter().map(|pod| pod.containers().collect()).collect())
    }

    /// The credentials of the document that their format gives away.
    pub(crate) fn leaks(&self) -> &Leaks<'a> {
        self.leaks.get_or_init(|| {
            self.documents.first().map(|document| Leaks::of(document, &self.objects)).unwrap_or_default()
        })
    }

    /// Whether the objects write known fields only, each with what it should hold.
    pub(crate) fn is_regular(&self) -> bool {
        *self.is_regular.get_or_init(|| is_regular(&self.objects))
    }

    /// Each Pod, with what the Pod Security Standards say of it at the version of this run.
    pub fn evaluations(&self) -> impl Iterator<Item = (&Located<Pod<'a>>, Rc<Evaluation<'a>>)> {
        self.pods().iter().enumerate().map(|(place, pod)| {
            let mut latest = self.evaluation.borrow_mut();
            let known = latest.take().filter(|(known, _)| *known == place).map(|(_, evaluation)| evaluation);
            let evaluation = known.unwrap_or_else(|| Rc::new(pss::evaluate(pod, self.version())));
            *latest = Some((place, Rc::clone(&evaluation)));
            (pod, evaluation)
        })
    }

    /// The image of every container and volume that names one, with the Pod.
    pub(crate) fn images(&self) -> Images<'_, 'a> {
        let images = self.images.get_or_init(|| {
            let mut images = Vec::new();
            for (place, pod) in self.pods().iter().enumerate() {
                images.extend(pod.images().filter_map(|image| Some((place, Image::of(image)?))));
            }
            images
        });
        Images { pods: self.pods(), images: images.iter() }
    }

    /// The day that judgements of age are made for; the first of this century where it is none.
    pub(crate) fn day(&self) -> Day {
        Day::parse(self.date()).unwrap_or(Day::FIRST)
    }

    /// What breaks a control of the Pod Security Standards at the version of this run.
    pub fn violations(&self, control: Control) -> std::vec::IntoIter<(&Located<Pod<'a>>, Violation<'a>)> {
        let mut violations = Vec::new();
        for (pod, containers) in self.pods().iter().zip(self.containers_of_pods()) {
            for violation in pss::check_among(control, pod, containers, self.version()) {
                violations.push((pod, violation));
            }
        }
        violations.into_iter()
    }

    /// What breaks a control in one Pod.
    pub fn violations_of(&self, pod: &Pod<'a>, control: Control) -> Vec<Violation<'a>> {
        pss::check(control, pod, self.version())
    }

    /// The text of the file, for rules of one document.
    pub(crate) fn source_text(&self) -> &'a str {
        self.documents.first().map_or("", |part| part.source.text())
    }

    /// The version of Kubernetes.
    pub fn version(&self) -> Version {
        self.environment.version
    }

    /// A list that settings give to a parameter of a rule; empty where they give none.
    pub fn list(&self, rule: &Rule, name: &str) -> &[String] {
        match self.environment.parameters.get(rule, name) {
            Some(ParameterValue::List(texts)) => texts,
            _ => &[],
        }
    }

    /// A number that settings give to a parameter of a rule.
    pub fn number(&self, rule: &Rule, name: &str) -> Option<i64> {
        match self.environment.parameters.get(rule, name) {
            Some(ParameterValue::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// A text that settings give to a parameter of a rule.
    pub fn text(&self, rule: &Rule, name: &str) -> Option<&str> {
        match self.environment.parameters.get(rule, name) {
            Some(ParameterValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A truth value that settings give to a parameter of a rule.
    pub fn switch(&self, rule: &Rule, name: &str) -> Option<bool> {
        match self.environment.parameters.get(rule, name) {
            Some(ParameterValue::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    /// The day that judgements of age are made for, as `2026-11-23`.
    pub fn date(&self) -> &str {
        &self.environment.date
    }
}

/// The images of all containers, each with its Pod.
pub(crate) struct Images<'c, 'a> {
    pods: &'c [Located<Pod<'a>>],
    images: std::slice::Iter<'c, (usize, Image<'a>)>,
}

impl<'c, 'a> Iterator for Images<'c, 'a> {
    type Item = (&'c Located<Pod<'a>>, &'c Image<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (place, image) = self.images.next()?;
        Some((self.pods.get(*place)?, image))
    }
}

/// The containers of all Pods, each with its Pod.
pub struct Containers<'c, 'a> {
    pods: std::iter::Zip<std::slice::Iter<'c, Located<Pod<'a>>>, std::slice::Iter<'c, Vec<Container<'a>>>>,
    /// The Pod that is being gone through, and its containers that are left.
    pod: Option<&'c Located<Pod<'a>>>,
    rest: std::slice::Iter<'c, Container<'a>>,
}

impl<'c, 'a> Iterator for Containers<'c, 'a> {
    type Item = (&'c Located<Pod<'a>>, Container<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let (Some(pod), Some(container)) = (self.pod, self.rest.next()) {
                return Some((pod, *container));
            }
            let (pod, containers) = self.pods.next()?;
            (self.pod, self.rest) = (Some(pod), containers.iter());
        }
    }
}

impl<'a> DocumentRef<'a> {
    /// Its errors, in the order in which they should be shown.
    pub fn errors(&self) -> Vec<SyntaxError> {
        self.source.document_errors(self.document as usize)
    }

    /// Whether something in it could not be read.
    pub fn is_partly_read(&self) -> bool {
        self.source.documents().get(self.document as usize).is_some_and(Document::partly_read)
    }

    /// What kubectl accepts in it and a person who reads it does not expect, of one sort.
    pub fn surprises(&self, kind: SurpriseKind) -> impl Iterator<Item = Surprise> + use<'a> {
        self.source.surprises(self.document as usize).filter(move |surprise| surprise.kind == kind)
    }

    /// The path of the innermost value or key that begins at a place, or is the last to begin before it.
    pub fn path_at(&self, span: Span) -> Path {
        self.source.path_at(self.document as usize, span.start)
    }

    /// Its root; `None` where it holds nothing but comments.
    pub fn root(&self) -> Option<Value<'a>> {
        self.source.root(self.document as usize)
    }

    /// Its text in the file.
    pub fn span(&self) -> Span {
        self.source.documents().get(self.document as usize).map_or(Span::default(), Document::span)
    }

    /// This document, without an object.
    pub fn place(&self) -> Place<'a> {
        Place { file: self.file, document: self.document, object: None }
    }
}

impl<'a> Located<Object<'a>> {
    fn new(file: u32, source: &File, object: Object<'a>) -> Self {
        let partly_read = source.documents().get(object.document()).is_some_and(Document::partly_read);
        Self { file, value: object, partly_read, name: Name::default() }
    }

    /// This object in its document.
    pub fn place(&self) -> Place<'a> {
        Place::of(self, self.value)
    }
}

impl<'a> Located<Pod<'a>> {
    /// The object that holds this Pod, in its document.
    pub fn place(&self) -> Place<'a> {
        Place::of(self, self.value.object())
    }
}

impl<T> Located<T> {
    /// Another part of the same object.
    fn with<U>(&self, value: U) -> Located<U> {
        Located { file: self.file, value, partly_read: self.partly_read, name: Rc::clone(&self.name) }
    }
}

impl<'a> Place<'a> {
    fn of<T>(located: &Located<T>, object: Object<'a>) -> Self {
        let document = u32::try_from(object.document()).unwrap_or(u32::MAX);
        Self { file: located.file, document, object: Some((object, Rc::clone(&located.name))) }
    }

    pub(crate) fn resource(&self) -> Option<Arc<Resource>> {
        let (object, name) = self.object.as_ref()?;
        Some(Arc::clone(name.get_or_init(|| Arc::new(object.resource()))))
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
