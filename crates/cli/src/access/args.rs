//! What may be said to `plimsoll who-can` and `plimsoll can`. The words here are the help.

use std::path::PathBuf;

use clap::Args as Group;

use crate::args::ListFormat;

/// Such as `plimsoll who-can get secrets -n shop deploy/`. Everybody is listed whom a binding names, with the rule and the
/// binding that let them. A resource without a group is that of Kubernetes itself.
#[derive(Debug, Group)]
pub(crate) struct WhoCanArgs {
    /// get, list, watch, create, update, patch, delete, deletecollection, impersonate, bind, escalate, …
    pub(crate) verb: String,
    /// RESOURCE[.GROUP][/SUBRESOURCE or /NAME], such as pods/exec, deployments.apps or secrets/key; or a path, such as /metrics
    #[arg(value_name = "RESOURCE")]
    pub(crate) resource: String,
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The name of the one object that it is about
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// Such as `plimsoll can ServiceAccount/shop/web deploy/`. What somebody may do is listed rule by rule, and then the
/// shortest chain of steps by which they get all power over the cluster, if there is one.
///
/// With `--request` the exit status is 0 if the request is allowed, and 1 if it is not.
#[derive(Debug, Group)]
pub(crate) struct CanArgs {
    /// User/NAME, Group/NAME, ServiceAccount/NAMESPACE/NAME, or what runs as one: KIND/NAMESPACE/NAME
    pub(crate) subject: String,
    /// Files, folders, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// Whether they may do this one thing: a verb and a resource as of `who-can`, and a name if it is about one object
    #[arg(long, value_name = "VERB RESOURCE")]
    pub(crate) request: Option<String>,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// Where to look, and how to say it.
#[derive(Debug, Group)]
pub(crate) struct Look {
    /// In this namespace; without it, in the whole cluster and in each namespace
    #[arg(short, long, value_name = "NAMESPACE")]
    pub(crate) namespace: Option<String>,
    /// List also what the bindings that every new cluster has give
    #[arg(long)]
    pub(crate) defaults: bool,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(crate) format: ListFormat,
}
