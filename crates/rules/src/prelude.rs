//! What nearly every rule of a Pod names.

pub(crate) use plimsoll_kube::pss::Control as Check;
pub(crate) use plimsoll_kube::pss::{Subject, Violation};
pub(crate) use plimsoll_kube::{Container, Field, Pod};
pub(crate) use plimsoll_report::{Audience, Confidence, Control, Parameter, Severity, Strategy};
pub(crate) use plimsoll_source::edit::Edit;

pub(crate) use crate::rule::elsewhere;
pub(crate) use crate::{Context, Findings, Fix, Located, Rule, Scope};
