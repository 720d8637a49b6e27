//! The scores for reading: each with what makes it up.

use std::io::{self, Write};

use plimsoll_report::{Confidence, ObjectScore, ScoreTerm, Scores};

use super::text::{count, plain};
use crate::paint::Paint;

pub(crate) fn scores(scores: &Scores, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let Some(all) = &scores.workspace else {
        return writeln!(out, "\nno score: no rule of this run looks at anything here");
    };
    write!(out, "\n{}", paint.bold(format_args!("score {} of 100", all.score)))?;
    match (all.worst, all.others) {
        (0, _) => writeln!(out, ": nothing costs points")?,
        (worst, 0) => writeln!(out, ": one object costs {}", points(worst))?,
        (worst, others) => {
            writeln!(out, ": the worst object costs {}, all others {others}, of which a tenth counts", points(worst))?;
        }
    }
    for object in scores.objects.iter().filter(|object| object.points > 0) {
        write_object(object, paint, out)?;
    }
    let whole = scores.objects.iter().filter(|object| object.points == 0).count();
    let mut rest = vec![format!("{} at 100", count(whole, "object", "objects"))];
    if all.unscored > 0 {
        rest.push(format!("{} without a score, since no rule looks at them", all.unscored));
    }
    if all.suppressed > 0 {
        rest.push(format!("{} not counted", count(all.suppressed as usize, "allowed finding", "allowed findings")));
    }
    if all.incomplete {
        rest.push("not everything could be read or shown, so there may be more".to_owned());
    }
    writeln!(out, "{}", paint.dim(rest.join("; ")))
}

fn write_object(object: &ObjectScore, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    let name = match &object.resource {
        Some(resource) if resource.name.is_empty() => plain(&resource.kind).to_string(),
        Some(resource) => format!("{} {}", plain(&resource.kind), plain(&resource.name)),
        None => "the text".to_owned(),
    };
    let terms: Vec<String> = object.terms.iter().filter(|term| term.each > 0).map(shown).collect();
    let place = format!("{}:{}", plain(&object.file), object.location.start.line);
    let (score, place) = (paint.bold(format!("{:>3}", object.score)), paint.frame(place));
    let allowed = if object.suppressed > 0 { format!("; {} allowed", object.suppressed) } else { String::new() };
    writeln!(out, "{score}  {name} {place}: {} = {}{allowed}", terms.join(" + "), points(object.points))
}

fn shown(term: &ScoreTerm) -> String {
    let sure = match term.confidence {
        Confidence::High => "",
        Confidence::Medium => " (medium confidence)",
        Confidence::Low => " (low confidence)",
    };
    format!("{} {}{sure} × {}", term.count, term.severity, term.each)
}

fn points(points: u32) -> String {
    count(points as usize, "point", "points")
}
