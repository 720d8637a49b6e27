//! Who can reach whom, as policies have it.

mod classes;
mod compile;
mod endpoint;
mod explain;
mod exposure;
mod fault;
mod list;
mod model;
mod policy;
mod pool;
mod ports;
mod problem;
mod range;
mod read;
mod read_cluster;
mod rows;
#[cfg(test)]
mod tests;

pub use classes::cut;
pub use compile::Policy;
pub use endpoint::{Endpoint, Workload};
pub use explain::{Explanation, Reason, Side, Step};
pub use exposure::{Exposure, Way};
pub use fault::{Fault, FaultKind};
pub use list::{Line, Party};
pub use model::{HostNetwork, Network};
pub use policy::{
    Action, Direction, NamedPort, Namespaces, PeerFacts, PodsFacts, PolicyFacts, PortsFacts, RuleFacts, Tier,
};
pub use pool::SetId;
pub use ports::{Connections, Operation, PortSet, Protocol};
pub use problem::{Problem, ProblemKind};
pub use range::{Family, Range};
pub use read::faults;
