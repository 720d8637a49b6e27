use serde::{Deserialize, Serialize};

use crate::{Confidence, Location, Resource, Severity};

/// How sound the files are, as numbers from 0 to 100 with what makes them up. How they are computed stands in `engine`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// All files together; none where no rule of the run looked at anything.
    pub workspace: Option<WorkspaceScore>,
    /// Every object that a rule of the run looks at, in the order of files and places. Empty unless asked for.
    pub objects: Vec<ObjectScore>,
}

/// The score of all files together, and its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceScore {
    /// From 0 to 100. 100 is nothing to mend.
    pub score: u32,
    /// The points of the object that costs most.
    pub worst: u32,
    /// The points of all others together, of which a tenth counts.
    pub others: u32,
    /// Objects with a score.
    pub scored: u32,
    /// Objects that no rule of the run looks at.
    pub unscored: u32,
    /// Findings that somebody allowed. They cost nothing.
    pub suppressed: u32,
    /// Whether something could not be read, or was too much to show, so that there may be more to mend than counted.
    pub incomplete: bool,
}

/// The score of an object, and its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectScore {
    /// The object; none for what is wrong with a text itself.
    pub resource: Option<Resource>,
    /// Path of the file.
    pub file: String,
    /// The object's name, else its kind; the first finding of a text.
    pub location: Location,
    /// From 0 to 100. 100 is nothing to mend.
    pub score: u32,
    /// The sum of the terms.
    pub points: u32,
    /// What costs points, the most severe first.
    pub terms: Vec<ScoreTerm>,
    /// Findings that somebody allowed. They cost nothing.
    pub suppressed: u32,
}

/// What findings of one severity and confidence cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreTerm {
    /// Their severity.
    pub severity: Severity,
    /// Their confidence.
    pub confidence: Confidence,
    /// How many there are.
    pub count: u32,
    /// What each costs.
    pub each: u32,
}
