//! Maps: what ties objects together, who can reach whom, who may do what; and what is made of the answers.

use serde::{Deserialize, Serialize};

use crate::words::words;

/// What the page wants to know for a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MapQuery {
    /// The objects of a namespace, of every one where it is "". Answered by `Graph`.
    Objects {
        /// The namespace.
        namespace: String,
    },
    /// Who can reach whom, if these namespaces had a default deny. Answered by `Reach`.
    Reach {
        /// The namespaces; mostly none.
        deny: Vec<String>,
    },
    /// Why something may pass between two ends of such a map, or may not. Answered by `Told`.
    Why {
        /// The namespaces that have a default deny in the map.
        deny: Vec<String>,
        /// The number of the end that it comes from.
        from: u32,
        /// The number of the end that it goes to.
        to: u32,
    },
    /// The least policies that keep what passes now between some ends of the map without a default deny. Answered by `Made`.
    Keep {
        /// Numbers of ends: from, to.
        pairs: Vec<(u32, u32)>,
    },
    /// Who has which role. Answered by `Graph`.
    Access,
    /// Who may do something. Answered by `Told`.
    WhoCan(MapRequest),
    /// What somebody may do, and where it leads. Answered by `Powers`.
    Powers {
        /// `User/alice`, `Group/dev`, `ServiceAccount/shop/web`.
        subject: String,
    },
    /// The least role for some verbs and resources. Answered by `Made`.
    Role {
        /// The namespace; "" for the whole cluster.
        namespace: String,
        /// The verbs.
        verbs: Vec<String>,
        /// Resources, as `pods/log` or `deployments.apps`.
        resources: Vec<String>,
        /// The only objects, by name; none for all of them.
        names: Vec<String>,
    },
}

/// A request to the API server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapRequest {
    /// `get`, `create`, …
    pub verb: String,
    /// As `pods/log`, `deployments.apps` or `/metrics`.
    pub resource: String,
    /// The one object; "" for all of them.
    pub name: String,
    /// "" for whichever.
    pub namespace: String,
}

/// What a map shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MapAnswer {
    /// A picture.
    Graph(MapGraph),
    /// Who can reach whom.
    Reach(MapReach),
    /// An answer in sentences.
    Told(MapTold),
    /// What somebody may do, and the steps that it leads to.
    Powers(MapTold, MapGraph),
    /// Manifests.
    Made(MapMade),
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapPlace {
    /// What stands there; "" where that is clear.
    pub label: String,
    /// Path of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 code units.
    pub column: u32,
}

/// A sentence, and where what it says is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapLine {
    /// The sentence, names in backticks, without a full stop.
    pub text: String,
    /// The places.
    pub places: Vec<MapPlace>,
}

/// An answer in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapTold {
    /// All in one sentence.
    pub title: String,
    /// The reasons.
    pub lines: Vec<MapLine>,
}

/// Manifests that were made, read again, and compared with what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapMade {
    /// The manifests; "" where there is nothing to make.
    pub yaml: String,
    /// Whether they do what was asked for.
    pub holds: bool,
    /// What they do, and what they cannot.
    pub lines: Vec<MapLine>,
}

/// A picture of things and what ties them together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapGraph {
    /// The things.
    pub nodes: Vec<MapNode>,
    /// What ties them together, in the order of things.
    pub edges: Vec<MapEdge>,
    /// Whether the things are groups of objects, because those are too many.
    pub is_grouped: bool,
    /// How many ties are left out.
    pub left_out: u32,
}

/// A thing in a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapNode {
    /// Its name.
    pub name: String,
    /// What it is: `Deployment`.
    pub kind: String,
    /// The namespace that it stands in; "" for none.
    pub namespace: String,
    /// What is wrong with it; "" for nothing.
    pub problem: String,
    /// Where it is written.
    pub place: Option<MapPlace>,
}

/// A tie between two things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapEdge {
    /// Number of the thing that it comes from.
    pub from: u32,
    /// Number of the thing that it goes to.
    pub to: u32,
    /// What it is.
    pub tie: MapTie,
    /// More of it; "" for nothing.
    pub label: String,
    /// What is wrong with it; "" for nothing.
    pub problem: String,
    /// Where it is written.
    pub place: Option<MapPlace>,
}

words! {
    /// What ties two things together.
    MapTie {
        /// One makes the other.
        Owner = "makes",
        /// One selects the Pods of the other.
        Selector = "selects",
        /// One names the other.
        Reference = "names",
        /// One sends traffic to the other.
        Exposure = "sends to",
        /// One is a policy about the other.
        Policy = "is about",
        /// One runs as the other.
        Runs = "runs as",
        /// One has the other, which is a role.
        Holds = "holds",
        /// One can become the other.
        Leads = "leads to",
        /// One can reach the other, as a rule says.
        Allowed = "may reach",
        /// One can reach the other, since no policy is in the way.
        Open = "reaches freely",
    }
}

/// Who can reach whom: rows and columns are the same ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapReach {
    /// The ends.
    pub ends: Vec<MapEnd>,
    /// Texts of what may pass; the first stands for nothing to say, as of an end and itself, the second for nothing that may pass,
    /// the third for everything.
    pub sets: Vec<String>,
    /// For each pair of ends, row by row, the number of what may pass.
    pub cells: Vec<u32>,
    /// The same without the default deny; empty where there is none.
    pub before: Vec<u32>,
    /// The same as a picture, without what everybody may.
    pub graph: MapGraph,
    /// The namespaces that have workloads.
    pub namespaces: Vec<String>,
    /// The policies of the default deny.
    pub made: Option<MapMade>,
    /// What nobody can know, and what is left out.
    pub notes: Vec<MapLine>,
}

/// An end of connections, or several that no policy tells apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapEnd {
    /// Its name.
    pub name: String,
    /// Its namespace; "" for what stands outside.
    pub namespace: String,
    /// `Deployment`; "" for what stands outside.
    pub kind: String,
    /// How many more of the namespace it stands for.
    pub more: u32,
    /// Whether policies can be made for it.
    pub can_be_named: bool,
    /// Where it is written.
    pub place: Option<MapPlace>,
}
