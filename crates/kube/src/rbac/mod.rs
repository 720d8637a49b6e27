//! Who may do what: roles and bindings as the RBAC authorizer of Kubernetes reads them, asked from both sides, and where
//! somebody's power leads. Sources of the facts: `plugin/pkg/auth/authorizer/rbac`, `pkg/registry/rbac/validation` and
//! `pkg/apis/rbac` of Kubernetes.

mod account;
mod aggregate;
mod chain;
pub mod defaults;
mod escalation;
mod graph;
mod model;
mod names;
mod place;
mod power;
mod problem;
mod query;
mod request;
pub mod resources;
mod steps;
mod subject;
mod technique;

#[cfg(test)]
mod tests;

pub use account::{Account, Running, Token};
pub use chain::{Chain, Node, Proof, Step};
pub use escalation::Escalation;
pub use model::{Binding, Model, Role};
pub use place::{Part, Place};
pub use problem::{Problem, ProblemKind};
pub use query::{Grant, Holder, Reason, Within};
pub use request::{ALL, Request, Resource, Target};
pub use subject::{ACCOUNTS, ANONYMOUS, AUTHENTICATED, MASTERS, Subject, UNAUTHENTICATED};
