//! `plimsoll can`.

use std::io::{self, Write};

use plimsoll_kube::rbac::{Escalation, Model, Reason, Running, Subject};
use serde::Serialize;

use super::args::CanArgs;
use super::bundle::{Bundle, Trouble, told_name};
use super::request::Asked;
use super::told::{Granted, Teller, ToldChain};
use crate::args::ListFormat;
use crate::human::{count, plain};
use crate::output::{Status, print, say};
use crate::paint::Paint;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    schema_version: u32,
    subject: String,
    /// What runs as the subject and was asked for, and whether it finds the token.
    runs: Option<String>,
    token: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Asked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed: Option<bool>,
    grants: Vec<Given>,
    /// To all power over the cluster.
    chain: Option<ToldChain>,
    problems: Vec<Trouble>,
}

#[derive(Serialize)]
struct Given {
    /// "" for the whole cluster.
    namespace: String,
    #[serde(flatten)]
    granted: Granted,
}

/// Who is asked about.
struct Who<'a> {
    subject: Subject,
    running: Option<Running<'a>>,
}

pub(crate) fn run(args: &CanArgs) -> io::Result<Status> {
    let asked = match args.request.as_deref().map(|words| asked(words, args)) {
        Some(None) => {
            say("a request is a verb and a resource, as in `--request \"get secrets\"`");
            return Ok(Status::Trouble);
        }
        Some(asked) => asked,
        None => None,
    };
    let bundle = Bundle::read(&args.paths);
    let model = bundle.model();
    let Some(who) = find(&args.subject, &model) else {
        say(format_args!(
            "`{}` is none of User/NAME, Group/NAME, ServiceAccount/NAMESPACE/NAME, nor KIND/NAMESPACE/NAME of what runs in the files",
            args.subject
        ));
        return Ok(Status::Trouble);
    };
    let teller = Teller { bundle: &bundle, model: &model };
    let reason = asked.as_ref().map(|asked| model.allows(&who.subject, &asked.request()));
    let escalation = Escalation::of(&model);
    let answer = Answer {
        schema_version: 1,
        subject: who.subject.to_string(),
        runs: who.running.map(|running| told_name(running.known.facts)),
        token: who.running.map(|running| running.token.as_str()),
        allowed: reason.map(|reason| reason.is_some()),
        grants: match reason {
            Some(reason) => by_reason(reason, teller),
            None => all(&model, &who.subject, args, teller),
        },
        chain: if asked.is_none() { escalation.chain(&who.subject).map(|chain| teller.chain(&chain)) } else { None },
        request: asked,
        problems: bundle.troubles(&model),
    };
    let status = match (bundle.trouble, answer.allowed) {
        (true, _) => Status::Trouble,
        (false, Some(false)) => Status::Found,
        _ => Status::Clean,
    };
    print(|out| match args.look.format {
        ListFormat::Human => {
            bundle.say_troubles(&model);
            human(&answer, reason == Some(Some(Reason::Master)), Paint::of_stdout(), out)
        }
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &answer)?;
            writeln!(out)
        }
    })?;
    Ok(status)
}

fn asked(words: &str, args: &CanArgs) -> Option<Asked> {
    let mut words = words.split_whitespace();
    let asked = Asked::new(words.next()?, words.next()?, words.next(), args.look.namespace.as_deref());
    asked.say_unknown();
    Some(asked)
}

/// A subject of bindings, or what runs as one.
fn find<'a>(words: &str, model: &Model<'a>) -> Option<Who<'a>> {
    if let Some(subject) = Subject::parse(words) {
        return Some(Who { subject, running: None });
    }
    let (kind, rest) = words.split_once('/')?;
    let (namespace, name) = rest.split_once('/').unwrap_or(("default", rest));
    let mut running = model.running();
    let running = running.find(|running| {
        let facts = running.known.facts;
        facts.kind.eq_ignore_ascii_case(kind) && running.namespace == namespace && *facts.name == *name
    })?;
    Some(Who { subject: running.subject(), running: Some(running) })
}

fn by_reason(reason: Option<Reason>, teller: Teller<'_, '_>) -> Vec<Given> {
    let grant = match reason {
        Some(Reason::Granted(grant)) => Some(grant),
        _ => None,
    };
    grant.and_then(|grant| given(grant, teller)).into_iter().collect()
}

fn all(model: &Model<'_>, subject: &Subject, args: &CanArgs, teller: Teller<'_, '_>) -> Vec<Given> {
    let grants = model.grants(subject).into_iter().filter_map(|grant| given(grant, teller));
    let mut all: Vec<Given> = grants
        .filter(|given| args.look.defaults || !given.granted.is_default)
        .filter(|given| {
            let wanted = args.look.namespace.as_deref();
            given.namespace.is_empty() || wanted.is_none_or(|wanted| given.namespace == wanted)
        })
        .collect();
    all.sort_by(|a, b| a.namespace.cmp(&b.namespace));
    all
}

fn given(grant: plimsoll_kube::rbac::Grant, teller: Teller<'_, '_>) -> Option<Given> {
    let namespace = teller.model.bindings().get(grant.binding as usize)?.namespace().to_owned();
    Some(Given { namespace, granted: teller.granted(grant)? })
}

fn human(answer: &Answer, is_master: bool, paint: Paint, out: &mut impl Write) -> io::Result<()> {
    if let (Some(runs), Some(token)) = (&answer.runs, answer.token) {
        let line = format!("{runs} runs as {}: {token}", answer.subject);
        writeln!(out, "{}", paint.dim(plain(&line)))?;
    }
    if let Some(request) = &answer.request {
        let word = if answer.allowed == Some(true) { paint.good("yes") } else { paint.bad("no") };
        writeln!(out, "{word}: {} {}", plain(&answer.subject), plain(&request.words()))?;
        if is_master {
            writeln!(out, "  the API server never refuses members of system:masters anything")?;
        }
    }
    let mut namespace: Option<&str> = None;
    for given in &answer.grants {
        if namespace != Some(&given.namespace) && answer.request.is_none() {
            let within = match given.namespace.as_str() {
                "" => "everywhere".to_owned(),
                namespace => format!("in namespace {namespace}"),
            };
            writeln!(out, "{}", paint.bold(plain(&within)))?;
            namespace = Some(&given.namespace);
        }
        let rule = &given.granted.rule;
        writeln!(out, "  {}", plain(&rule.words()))?;
        let by = format!("    {} by {}", rule.place(), given.granted.binding.place());
        writeln!(out, "{}", paint.dim(plain(&by)))?;
    }
    if answer.request.is_some() {
        return Ok(());
    }
    if answer.grants.is_empty() {
        writeln!(out, "no binding in the files gives {} anything", plain(&answer.subject))?;
    }
    match &answer.chain {
        None => writeln!(out, "{}", paint.good("no chain of steps leads to all power over the cluster"))?,
        Some(chain) => {
            let lines = chain.lines();
            let steps = lines.iter().filter(|line| !line.starts_with(' ')).count();
            let word = if chain.is_certain() { "leads" } else { "may lead" };
            let line = format!("{word} to all power over the cluster in {}:", count(steps, "step", "steps"));
            writeln!(out, "{}", paint.bad(line))?;
            for line in lines {
                writeln!(out, "  {}", plain(&line))?;
            }
        }
    }
    Ok(())
}
