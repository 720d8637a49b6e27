//! What may be said on the command line. The words here are the help.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use plimsoll_engine::settings::parse_audience;
use plimsoll_kube::network::HostNetwork;
use plimsoll_report::{Audience, Severity};

use crate::access::{CanArgs, WhoCanArgs};

/// Shows how much risk a Kubernetes workload carries, where it comes from, and how to take it off.
///
/// Exit status: 0 nothing at or above `--fail-on`; 1 something is; 2 an error in the arguments or the settings, or an input
/// that cannot be read.
#[derive(Debug, Parser)]
#[command(name = "plimsoll", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check manifests
    Check(CheckArgs),
    /// Apply the safe fixes
    Fix(FixArgs),
    /// Print each document as the cluster sees it
    Decode(DecodeArgs),
    /// List every image, and how long it gets fixes
    Images(ImagesArgs),
    /// List who can reach whom, and say why
    Connectivity(ConnectivityArgs),
    /// List who may do something, by the roles and bindings in the files
    WhoCan(WhoCanArgs),
    /// List what somebody may do, and where that leads
    Can(CanArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Show the page of a rule
    Explain(ExplainArgs),
    /// Print what a shell completes these commands by
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, for `man`
    Man,
}

#[derive(Debug, Group)]
pub(crate) struct CheckArgs {
    /// Files, folders (*.yaml, *.yml and *.json in them, hidden folders left out), or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "high", value_parser = severity)]
    pub(crate) fail_on: Severity,
    /// Print the score of all files and of each object below 100, with what makes it up
    #[arg(long)]
    pub(crate) score: bool,
    #[command(flatten)]
    pub(crate) choices: Choices,
}

#[derive(Debug, Group)]
pub(crate) struct FixArgs {
    /// Files, folders, or `-` to read standard input and write the result to standard output
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Apply fixes that need review as well: they may stop a working workload
    #[arg(long = "unsafe")]
    pub(crate) needs_review: bool,
    /// Print the changes and write nothing
    #[arg(long)]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) choices: Choices,
}

/// Scalars read as kubectl reads them, aliases, merges and repeated keys resolved: one line of JSON for each document.
/// A document that cannot be read whole is said on standard error, and not printed.
#[derive(Debug, Group)]
pub(crate) struct DecodeArgs {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Of each image that the manifests name: what its name stands for, what it is built on, how long that gets fixes, what to do, and where it
/// is used. Exit status: 0, or 2 where not all could be read; `plimsoll check` fails where an image has reached its end.
#[derive(Debug, Group)]
pub(crate) struct ImagesArgs {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ImagesFormat::Text)]
    pub(crate) format: ImagesFormat,
    /// The day that ages are counted for, such as 2026-11-23 [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
}

/// What the options of `connectivity` do not say.
const CONNECTIVITY: &str = "\
One line for each ordered pair of workloads, or of a workload and addresses outside, between which policies let something pass. \
Addresses fall apart where policies tell them apart; those of IPv6 are listed where some policy speaks of them. \
{ingress-controller} stands for whatever answers for Ingresses and routes: a Pod of which nothing else is known. \
A range of addresses in a NetworkPolicy is about the world outside, and not about Pods. \
Secondary networks (UserDefinedNetwork, NetworkAttachmentDefinition) are left out.

What is wrong with policies is said on standard error, and the rest still counts. \
Exit status: 0, or 2 where not everything could be read.";

#[derive(Debug, Group)]
#[command(after_help = CONNECTIVITY)]
pub(crate) struct ConnectivityArgs {
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "diff", conflicts_with = "diff")]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the list; json has the reasons of every pair
    #[arg(long, value_enum, default_value_t = ConnectivityFormat::Txt)]
    pub(crate) format: ConnectivityFormat,
    /// Say why something may pass from A to B, or may not: workloads as NAMESPACE/NAME, addresses, `{ingress-controller}`
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "diff")]
    pub(crate) explain: Vec<String>,
    /// List what may pass in one file or folder and not in the other
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub(crate) diff: Vec<PathBuf>,
    /// How a NetworkPolicy reads Pods on the network of their node, which Kubernetes leaves open
    #[arg(long, value_enum, default_value_t = HostNetworkWord::LikePods)]
    pub(crate) host_network: HostNetworkWord,
}

/// What is checked, and as of when.
#[derive(Debug, Group)]
pub(crate) struct Choices {
    /// Who the findings are for: default, strict, opinion, or all
    #[arg(long, value_name = "AUDIENCE", value_parser = audience)]
    pub(crate) audience: Option<Audience>,
    /// The version of Kubernetes to check against, such as 1.37, or latest
    #[arg(long, value_name = "VERSION")]
    pub(crate) kubernetes_version: Option<String>,
    /// The day that judgements of age are made for, such as 2026-11-23 [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// The settings file [default: plimsoll.yaml, found upwards from here]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Run only these rules
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) rules: Vec<String>,
    /// Leave out these rules
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
}

#[derive(Debug, Group)]
pub(crate) struct RulesArgs {
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
}

#[derive(Debug, Group)]
pub(crate) struct ExplainArgs {
    /// The id of a rule
    pub(crate) rule: String,
}

/// Forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Human,
    /// For programs; its schema is versioned
    Json,
    /// For code scanning services, as SARIF 2.1.0
    Sarif,
}

/// Forms of the list of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For reading
    Human,
    /// For programs
    Json,
}

/// Forms of the list of images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImagesFormat {
    /// For reading
    Text,
    /// For programs; its schema is versioned
    Json,
    /// For pages and comments
    Markdown,
}

/// Forms of the list of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConnectivityFormat {
    /// One line for each pair
    Txt,
    /// For programs; its schema is versioned
    Json,
    /// For pages and comments
    Markdown,
}

/// How Pods on the network of their node are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HostNetworkWord {
    /// As any other Pods
    LikePods,
    /// As nodes, which no selector selects
    LikeNodes,
}

impl From<HostNetworkWord> for HostNetwork {
    fn from(word: HostNetworkWord) -> Self {
        match word {
            HostNetworkWord::LikePods => Self::LikePods,
            HostNetworkWord::LikeNodes => Self::LikeNodes,
        }
    }
}

fn severity(word: &str) -> Result<Severity, String> {
    Severity::parse(word).ok_or_else(|| {
        let words: Vec<&str> = Severity::ALL.iter().map(|severity| severity.as_str()).collect();
        format!("it is one of {}", words.join(", "))
    })
}

fn audience(word: &str) -> Result<Audience, String> {
    parse_audience(word).ok_or_else(|| "it is one of default, strict, opinion, all".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_agree_with_each_other() {
        super::Args::command().debug_assert();
    }
}
