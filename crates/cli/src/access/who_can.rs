//! `plimsoll who-can`.

use std::io::{self, Write};

use plimsoll_kube::rbac::{Holder, Model, Subject, Within};
use serde::Serialize;

use super::args::WhoCanArgs;
use super::bundle::{Bundle, Trouble, told_name};
use super::request::Asked;
use super::told::{Granted, Teller};
use crate::args::ListFormat;
use crate::human::{count, plain};
use crate::output::{Status, print};
use crate::paint::Paint;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'b> {
    schema_version: u32,
    request: &'b Asked,
    holders: Vec<ToldHolder>,
    problems: Vec<Trouble>,
}

#[derive(Serialize)]
struct ToldHolder {
    subject: String,
    /// "" for the whole cluster.
    namespace: String,
    #[serde(flatten)]
    granted: Granted,
    /// What runs as the service account, if its token is there.
    runs: Vec<String>,
}

pub(crate) fn run(args: &WhoCanArgs) -> io::Result<Status> {
    let asked = Asked::new(&args.verb, &args.resource, args.name.as_deref(), args.look.namespace.as_deref());
    asked.say_unknown();
    let bundle = Bundle::read(&args.paths);
    let model = bundle.model();
    let within = if args.look.namespace.is_some() { Within::Request } else { Within::Anywhere };
    let request = asked.request();
    let all = model.who_can(&request, within);
    let teller = Teller { bundle: &bundle, model: &model };
    let holder = |holder: &Holder<'_>| {
        let granted = teller.granted(holder.grant)?;
        let (subject, namespace) = (holder.subject.to_string(), holder.namespace.to_owned());
        Some(ToldHolder { subject, namespace, granted, runs: runs(&model, holder.subject) })
    };
    let mut holders: Vec<ToldHolder> = all.iter().filter_map(holder).collect();
    let everybody = holders.len();
    holders.retain(|holder| args.look.defaults || !holder.granted.is_default);
    holders.sort_by(|a, b| (&a.namespace, &a.subject).cmp(&(&b.namespace, &b.subject)));
    let hidden = everybody - holders.len();
    let status = if bundle.trouble { Status::Trouble } else { Status::Clean };
    print(|out| match args.look.format {
        ListFormat::Human => {
            bundle.say_troubles(&model);
            human(&asked, &holders, hidden, Paint::of_stdout(), out)
        }
        ListFormat::Json => {
            let answer = Answer { schema_version: 1, request: &asked, holders, problems: bundle.troubles(&model) };
            serde_json::to_writer_pretty(&mut *out, &answer)?;
            writeln!(out)
        }
    })?;
    Ok(status)
}

/// What runs as a service account and finds its token.
fn runs(model: &Model<'_>, subject: &Subject) -> Vec<String> {
    let running = model.running().filter(|running| running.token.is_there() && running.subject() == *subject);
    running.map(|running| told_name(running.known.facts)).collect()
}

fn human(asked: &Asked, holders: &[ToldHolder], hidden: usize, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    for holder in holders {
        let within = match holder.namespace.as_str() {
            "" => "everywhere".to_owned(),
            namespace => format!("in namespace {namespace}"),
        };
        writeln!(out, "{} {}", paint.bold(plain(&holder.subject)), paint.dim(plain(&within)))?;
        writeln!(out, "  {}: {}", plain(&holder.granted.rule.words()), plain(&holder.granted.rule.place()))?;
        writeln!(out, "  by {}", plain(&holder.granted.binding.place()))?;
        if !holder.runs.is_empty() {
            writeln!(out, "  runs as {}", plain(&holder.runs.join(", ")))?;
        }
    }
    let many = match holders.len() {
        0 => "nobody whom the files name".to_owned(),
        number => count(number, "entry", "entries"),
    };
    let rest = match hidden {
        0 => String::new(),
        number => format!("; {} of every cluster (`--defaults` lists them)", count(number, "more", "more")),
    };
    writeln!(out, "{}", paint.dim(plain(&format!("{many} for {}{rest}", asked.words()))))
}
