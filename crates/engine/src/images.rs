//! Every image that the files name: what it is read as, what is known of it, how long it gets fixes, and what to do.

use plimsoll_kube::image::{
    Base, Clock, Day, Facts, Family, Reference, Size, State, clocks, deprecated_registry, made, moves, status, used,
};
use plimsoll_kube::objects;
use plimsoll_report::{
    ClockState, Image, ImageClock, ImageContents, ImageHolder, ImagePart, ImageReference, ImageSize, ImageSource,
    ImageStatus, ImageUse, Images, Resource, SCHEMA_VERSION,
};
use plimsoll_source::order::by_number;
use plimsoll_source::{Document, File, Path, Span};

use crate::place::location;
use crate::workspace::Held;

/// Characters of a reference that are shown: the longest that a runtime takes is not much longer.
const CHARACTERS: usize = 400;

/// A place that names an image.
struct Place<'a> {
    text: &'a str,
    file: &'a File,
    resource: Resource,
    holder: ImageHolder,
    name: String,
    path: Path,
    span: Span,
}

/// The images of files on a day, with this many places at most.
pub(crate) fn images(files: &[Held], date: &str, most: usize) -> Images {
    let mut places = Vec::new();
    let mut left_out = 0;
    let mut partly_read = Vec::new();
    for held in files {
        let file = &held.file;
        let documents = file.documents();
        if !file.errors().is_empty() || documents.iter().any(Document::partly_read) {
            partly_read.push(held.path().to_owned());
        }
        for number in 0..documents.len() {
            left_out += collect(file, number, most, &mut places);
        }
    }
    // Places of the same text keep their order.
    places.sort_by(|a: &Place<'_>, b| a.text.cmp(b.text));
    let today = Day::parse(date).unwrap_or(Day::FIRST);
    let mut images: Vec<Image> = Vec::new();
    let mut before = None;
    for place in places {
        if before != Some(place.text) {
            before = Some(place.text);
            images.push(image(place.text, today));
        }
        if let Some(image) = images.last_mut() {
            image.uses.push(place.told());
        }
    }
    by_number(&mut images, |image| image.status as u64);
    let sources = made().map(|made| ImageSource {
        what: made.what.to_owned(),
        date: made.date.to_owned(),
        name: made.source.to_owned(),
        licence: made.licence.to_owned(),
    });
    Images {
        schema_version: SCHEMA_VERSION,
        plimsoll: crate::VERSION.to_owned(),
        date: date.to_owned(),
        sources: sources.collect(),
        images,
        left_out,
        partly_read,
    }
}

/// Adds the places of a document. How many more there are than fit.
fn collect<'a>(file: &'a File, document: usize, most: usize, places: &mut Vec<Place<'a>>) -> u32 {
    let mut left_out = 0;
    for object in objects(file, document) {
        for used in used(&object) {
            let Some(value) = used.field.value() else { continue };
            let Some(text) = value.as_str().filter(|text| !text.is_empty()) else { continue };
            if places.len() >= most {
                left_out += 1;
                continue;
            }
            places.push(Place {
                text,
                file,
                resource: object.resource(),
                holder: used.holder,
                name: used.name().to_owned(),
                path: value.path(),
                span: value.span(),
            });
        }
    }
    left_out
}

impl Place<'_> {
    fn told(self) -> ImageUse {
        ImageUse {
            file: self.file.name().to_owned(),
            resource: self.resource,
            holder: self.holder,
            name: self.name,
            path: self.path.to_string(),
            location: location(self.file, self.span),
        }
    }
}

/// What is known of an image.
fn image(text: &str, today: Day) -> Image {
    let unread = Image {
        image: shown(text),
        reference: None,
        problem: None,
        status: ImageStatus::Unknown,
        family: None,
        retired: None,
        clocks: Vec::new(),
        contents: ImageContents::default(),
        successor: None,
        advice: String::new(),
        uses: Vec::new(),
    };
    if ["{{", "${", "$("].iter().any(|mark| text.contains(mark)) {
        let problem = Some("is filled in before the cluster sees it".to_owned());
        return Image { problem, advice: "render the manifest first, and look at what comes out".to_owned(), ..unread };
    }
    let reference = match Reference::parse(text) {
        Ok(reference) => reference,
        Err(fault) => {
            let problem = fault.kind.message();
            let advice = ["write a name that runtimes can read: this one ", problem].concat();
            return Image { problem: Some(problem.to_owned()), advice, ..unread };
        }
    };
    let family = Family::of(&reference);
    let clocks = clocks(&reference, family.as_ref(), today);
    let status = status(&reference, family.as_ref(), &clocks, today);
    let successor = family.map(|family| family.successor).filter(|successor| !successor.is_empty());
    let retired = family.and_then(|family| family.retired(reference.effective_tag(), today));
    let told: Vec<ImageClock> = clocks.iter().map(|clock| clock_of(clock, today)).collect();
    Image {
        status,
        advice: advice(&Known { reference: &reference, family: family.as_ref(), clocks: &told, status, retired }),
        reference: Some(reference_of(&reference)),
        family: family.map(|family| family.image.to_owned()),
        retired: retired.map(|day| day.to_string()),
        clocks: told,
        contents: contents_of(&Facts::of(&reference, family.as_ref()), family.as_ref()),
        successor: successor.map(str::to_owned),
        ..unread
    }
}

/// A text as it is shown: of a long one the beginning, and nobody's password.
fn shown(text: &str) -> String {
    let end = text.char_indices().nth(CHARACTERS).map(|(end, _)| end);
    let start = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let dots = if end.is_some() { "…" } else { "" };
    let login = start.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?.1)));
    match login {
        Some((scheme, rest)) => [scheme, "://…@", rest, dots].concat(),
        None => [start, dots].concat(),
    }
}

fn reference_of(reference: &Reference<'_>) -> ImageReference {
    let mut implied = Vec::new();
    if reference.host().is_none() {
        implied.push(ImagePart::Registry);
    }
    if reference.is_official() {
        implied.push(ImagePart::Library);
    }
    if reference.tag().is_none() && reference.digest().is_none() {
        implied.push(ImagePart::Tag);
    }
    let repository = reference.repository();
    let tag = reference.effective_tag();
    ImageReference {
        full: reference.in_full(),
        registry: reference.registry().to_owned(),
        path: repository.split_once('/').map_or("", |(_, path)| path).to_owned(),
        tag: tag.map(str::to_owned),
        digest: reference.digest().map(str::to_owned),
        implied,
        moves: reference.digest().is_none() && tag.is_some_and(moves),
    }
}

fn clock_of(clock: &Clock<'_>, today: Day) -> ImageClock {
    let (state, ends) = match clock.state {
        State::Supported(day) => (ClockState::Supported, day),
        State::LongTerm(day) => (ClockState::LongTerm, Some(day)),
        State::Ended(day) => (ClockState::Ended, day),
        State::Unknown => (ClockState::Unknown, None),
    };
    ImageClock {
        name: clock.product.title.to_owned(),
        version: clock.version.to_owned(),
        state,
        ends: ends.map(|day| day.to_string()),
        days_left: ends.map(|day| day.days_since(today)),
        newest: clock.product.newest(today).map(str::to_owned),
        source: clock.product.source(),
    }
}

fn contents_of(facts: &Facts, family: Option<&Family>) -> ImageContents {
    let of_base = |part: fn(&Base) -> &'static str| facts.base.as_ref().map(|base| part(base).to_owned());
    ImageContents {
        base: of_base(|base| base.name),
        size: facts.size.map(|size| match size {
            Size::General => ImageSize::General,
            Size::Small => ImageSize::Small,
            Size::Minimal => ImageSize::Minimal,
        }),
        shell: of_base(|base| base.shell),
        package_manager: of_base(|base| base.package_manager),
        libc: of_base(|base| base.libc),
        user: facts.user.map(str::to_owned),
        smaller: family.into_iter().flat_map(Family::smaller).map(str::to_owned).collect(),
    }
}

/// What advice is given from.
struct Known<'a> {
    reference: &'a Reference<'a>,
    family: Option<&'a Family>,
    clocks: &'a [ImageClock],
    status: ImageStatus,
    retired: Option<Day>,
}

fn advice(known: &Known<'_>) -> String {
    let Known { reference, family, clocks, status, retired } = known;
    match status {
        ImageStatus::Unmaintained => {
            let since = retired.map(Day::in_month).unwrap_or_default();
            match family.map_or("", |family| family.successor) {
                "" => ["look for an image that somebody maintains: nobody has made fixes of this one since ", &since]
                    .concat(),
                successor => ["move to ", successor, ": nobody has made fixes of this one since ", &since].concat(),
            }
        }
        ImageStatus::Ended => {
            let ended = |clock: &&ImageClock| clock.state == ClockState::Ended;
            ["move to ", &lines(clocks.iter().filter(ended)), ": holes that are found from now on stay open"].concat()
        }
        ImageStatus::EndsSoon => {
            let soon = |clock: &&ImageClock| clock.days_left.is_some_and(|days| days < plimsoll_kube::image::SOON);
            let first = clocks.iter().filter(soon).min_by_key(|clock| clock.days_left);
            let day = first.and_then(|clock| clock.ends.as_deref()).unwrap_or_default();
            ["plan the move to ", &lines(clocks.iter().filter(soon)), ": the last fixes come on ", day].concat()
        }
        ImageStatus::Unknown => unknown(known),
        ImageStatus::Maintained if reference.digest().is_some() => {
            "renew the digest with each release: a pinned image gets no fixes by itself".to_owned()
        }
        ImageStatus::Maintained => "take each release of this line, and pin it by its digest".to_owned(),
    }
}

/// Newer lines of releases, as a person would name them.
fn lines<'c>(clocks: impl Iterator<Item = &'c ImageClock>) -> String {
    let mut text = String::new();
    for clock in clocks {
        if !text.is_empty() {
            text.push_str(" and ");
        }
        text.push_str(match clock.newest {
            Some(_) => "",
            None => "a successor of ",
        });
        text.push_str(&clock.name);
        if let Some(newest) = &clock.newest {
            text.push(' ');
            text.push_str(newest);
        }
    }
    text
}

fn unknown(known: &Known<'_>) -> String {
    let Known { reference, family, clocks, .. } = known;
    if let Some(clock) = clocks.iter().find(|clock| clock.state == ClockState::Unknown) {
        return ["look up how long ", &clock.name, " ", &clock.version, " gets fixes: it is not in the data"].concat();
    }
    if let Some((old, new)) = deprecated_registry(reference) {
        return ["look for it on `", new, "`: `", old, "` takes no new images"].concat();
    }
    match reference.effective_tag() {
        None => "write the version beside the digest: a digest alone does not say what it is".to_owned(),
        Some(tag) if reference.digest().is_none() && moves(tag) => {
            ["name a version: what `", tag, "` is today, only the registry knows"].concat()
        }
        Some(_) if family.is_none() => {
            "ask those who build it how often they build it again, and how long they make fixes".to_owned()
        }
        Some(_) => "look at its releases: no end of fixes is known of it".to_owned(),
    }
}
