//! `plimsoll images`.

use std::io::{self, Write};
use std::sync::Arc;

use plimsoll_engine::{Workspace, export};
use plimsoll_report::{
    ClockState, Image, ImageClock, ImageContents, ImageHolder, ImageStatus, ImageUse, Images, Options,
};

use crate::args::{ImagesArgs, ImagesFormat};
use crate::human::plain;
use crate::input;
use crate::output::{Status, print, say};
use crate::paint::Paint;
use crate::today::today;

/// Places that are listed at most: no repository names so many images, only aliases do.
const MOST_PLACES: usize = 200_000;
/// Places that a person reads of one image.
const SHOWN_PLACES: usize = 5;

pub(crate) fn run(args: &ImagesArgs) -> io::Result<Status> {
    let mut workspace = Workspace::new();
    let date = args.date.clone().unwrap_or_else(today);
    if let Err(error) = workspace.set_options(Options { date, ..Options::default() }) {
        say(&error.message);
        return Ok(Status::Trouble);
    }
    let inputs = input::read(&args.paths);
    workspace.set_files(inputs.files.iter().map(|(name, input)| (name.as_str(), Arc::clone(&input.text))));
    let images = workspace.images(MOST_PLACES);
    print(|out| match args.format {
        ImagesFormat::Text => text(&images, Paint::of_stdout(), out),
        ImagesFormat::Json => export::write_images(&images, out),
        ImagesFormat::Markdown => markdown(&images, out),
    })?;
    for path in &images.partly_read {
        say(format_args!("{path}: not all of it could be read; more images may stand there"));
    }
    if images.left_out > 0 {
        say(format_args!("{} more places name images than are listed", images.left_out));
    }
    let whole = images.partly_read.is_empty() && !inputs.trouble;
    Ok(if whole { Status::Clean } else { Status::Trouble })
}

fn text(images: &Images, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    for image in &images.images {
        let name = plain(&image.image);
        let status = format!("{:<12}", image.status.as_str());
        match image.status {
            ImageStatus::Unmaintained | ImageStatus::Ended => write!(out, "{}", paint.bad(status))?,
            ImageStatus::EndsSoon | ImageStatus::Unknown => write!(out, "{}", paint.bold(status))?,
            ImageStatus::Maintained => write!(out, "{}", paint.good(status))?,
        }
        writeln!(out, "  {}", paint.bold(name))?;
        let facts = [implied(image), clocks(image), contents(&image.contents)];
        for line in facts.iter().filter(|line| !line.is_empty()) {
            writeln!(out, "              {}", plain(line))?;
        }
        writeln!(out, "              {}", plain(&image.advice))?;
        for one in image.uses.iter().take(SHOWN_PLACES) {
            writeln!(out, "              {}", paint.frame(plain(&place(one))))?;
        }
        if let Some(more) = image.uses.len().checked_sub(SHOWN_PLACES).filter(|more| *more > 0) {
            writeln!(out, "              and {more} more places")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}. {}", summary(images), sources(images))
}

fn markdown(images: &Images, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# Images\n\n{}.\n", summary(images))?;
    if !images.images.is_empty() {
        writeln!(out, "| Image | Status | Gets fixes | Holds | Advice | Used by |\n|---|---|---|---|---|---|")?;
    }
    for image in &images.images {
        let shown = image.uses.iter().take(SHOWN_PLACES).map(place);
        let more = image.uses.len().checked_sub(SHOWN_PLACES).filter(|more| *more > 0);
        let uses: Vec<String> = shown.chain(more.map(|more| format!("and {more} more places"))).collect();
        let cells = [
            format!("`{}`", image.image.replace('`', " ").replace('|', "\\|")),
            image.status.to_string(),
            cell(&clocks(image)),
            cell(&contents(&image.contents)),
            // Names stand in backticks already.
            image.advice.replace('|', "\\|"),
            uses.iter().map(|one| cell(one)).collect::<Vec<_>>().join("<br>"),
        ];
        writeln!(out, "| {} |", cells.map(|cell| plain(&cell).replace('\n', " ")).join(" | "))?;
    }
    if !images.images.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", sources(images))
}

/// A text in a cell of a table, where it is to be read as it is.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => cell.extend(['\\', letter]),
            _ => cell.push(letter),
        }
    }
    cell
}

/// "2 images on 2026-11-23: 1 ended, 1 maintained".
fn summary(images: &Images) -> String {
    let count = images.images.len();
    let of = |status: &ImageStatus| images.images.iter().filter(|image| image.status == *status).count();
    let counts: Vec<String> = ImageStatus::ALL
        .iter()
        .map(|status| (of(status), status))
        .filter(|(count, _)| *count > 0)
        .map(|(count, status)| format!("{count} {status}"))
        .collect();
    let date = &images.date;
    match count {
        0 => format!("No images on {date}"),
        1 => format!("1 image on {date}: {}", counts.join(", ")),
        _ => format!("{count} images on {date}: {}", counts.join(", ")),
    }
}

fn sources(images: &Images) -> String {
    let sources: Vec<String> = images
        .sources
        .iter()
        .map(|source| format!("{}: {} of {} ({})", source.what, source.name, source.date, source.licence))
        .collect();
    format!("Sources: {}.", sources.join("; "))
}

/// What the reference leaves unsaid.
fn implied(image: &Image) -> String {
    match &image.reference {
        Some(reference) if !reference.implied.is_empty() => format!("stands for {}", reference.full),
        Some(_) => String::new(),
        None => image.problem.clone().unwrap_or_default(),
    }
}

fn clocks(image: &Image) -> String {
    let mut all: Vec<String> = image.clocks.iter().map(clock).collect();
    if let Some(day) = &image.retired {
        all.push(format!("no maintainers since {day}"));
    }
    all.join("; ")
}

/// "Node.js 20: ended 2026-04-30, 207 days ago".
fn clock(clock: &ImageClock) -> String {
    let line = format!("{} {}", clock.name, clock.version);
    match (&clock.ends, clock.days_left) {
        (Some(day), Some(left)) if left < 0 => format!("{line}: ended {day}, {}", days(-left, "ago")),
        (Some(day), Some(left)) => {
            let others = if clock.state == ClockState::LongTerm { " by long-term support" } else { "" };
            format!("{line}: until {day}{others}, {}", days(left, "left"))
        }
        _ => match clock.state {
            ClockState::Ended => format!("{line}: ended"),
            ClockState::Unknown => format!("{line}: end unknown"),
            _ => format!("{line}: gets fixes, no end named"),
        },
    }
}

fn days(count: i64, what: &str) -> String {
    match count {
        1 => format!("1 day {what}"),
        _ => format!("{count} days {what}"),
    }
}

/// "Debian, general, shell bash, packages apt, glibc, runs as root".
fn contents(contents: &ImageContents) -> String {
    let none = |what: &Option<String>, some: &str, none: &str| match what.as_deref() {
        None => None,
        Some("") => Some(none.to_owned()),
        Some(name) => Some(format!("{some}{name}")),
    };
    let facts = [
        contents.base.clone(),
        contents.size.map(|size| size.to_string()),
        none(&contents.shell, "shell ", "no shell"),
        none(&contents.package_manager, "package manager ", "no package manager"),
        none(&contents.libc, "", "no C library"),
        contents.user.as_ref().map(|user| format!("runs as {user} by default")),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "a.yaml:12:9 Deployment shop/web, container app".
fn place(one: &ImageUse) -> String {
    let ImageUse { file, resource, holder, name, location, .. } = one;
    let object = match (resource.namespace.as_str(), resource.name.as_str()) {
        (_, "") => resource.kind.clone(),
        ("", name) => format!("{} {name}", resource.kind),
        (namespace, name) => format!("{} {namespace}/{name}", resource.kind),
    };
    let holder = match holder {
        ImageHolder::Container => "container",
        ImageHolder::InitContainer => "init container",
        ImageHolder::EphemeralContainer => "ephemeral container",
        ImageHolder::Volume => "volume",
        ImageHolder::Field => one.path.as_str(),
    };
    let space = if name.is_empty() { "" } else { " " };
    format!("{file}:{}:{} {object}, {holder}{space}{name}", location.start.line, location.start.column)
}
