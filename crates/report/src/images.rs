use serde::{Deserialize, Serialize};

use crate::words::words;
use crate::{Location, Resource};

/// Every image that the files of a workspace name, and how long it gets fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Images {
    /// [`SCHEMA_VERSION`](crate::SCHEMA_VERSION).
    pub schema_version: u32,
    /// Version of the product.
    pub plimsoll: String,
    /// The day that judgements of age are made for, as `2026-11-23`.
    pub date: String,
    /// What is known from where.
    pub sources: Vec<ImageSource>,
    /// By status, the worst first, then by text.
    pub images: Vec<Image>,
    /// How many more places name an image than are listed.
    pub left_out: u32,
    /// Paths of files that could not be read whole: more images may stand there.
    pub partly_read: Vec<String>,
}

/// Where some of what is said of images is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageSource {
    /// What it says.
    pub what: String,
    /// Its day, as `2026-08-22`.
    pub date: String,
    /// Its name or address.
    pub name: String,
    /// Its licence.
    pub licence: String,
}

/// An image, by the text that names it. An absent value is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// The reference as written; of a long one the beginning.
    pub image: String,
    /// What it is read as; absent where it is no reference.
    pub reference: Option<ImageReference>,
    /// Why it is no reference, lower case, without a full stop.
    pub problem: Option<String>,
    /// Whether it gets fixes on the day.
    pub status: ImageStatus,
    /// The family that it is known by: registry and path, or all below a path as `registry.example.com/path/*`.
    pub family: Option<String>,
    /// The month or day since which nobody makes fixes of it, of an unmaintained one.
    pub retired: Option<String>,
    /// What it is made of, as far as its name says, and how long each gets fixes.
    pub clocks: Vec<ImageClock>,
    /// What stands in it.
    pub contents: ImageContents,
    /// What to use instead.
    pub successor: Option<String>,
    /// What to do, in a sentence: lower case, without a full stop, names in backticks.
    pub advice: String,
    /// Where it is named, in the order of files and places.
    pub uses: Vec<ImageUse>,
}

words! {
    /// Whether an image gets fixes on a day, the worst first.
    ImageStatus {
        /// Its makers have stopped, or publish elsewhere.
        Unmaintained = "unmaintained",
        /// Something that it is made of gets no fixes any more.
        Ended = "ended",
        /// Something that it is made of gets fixes for less than three months.
        EndsSoon = "ends-soon",
        /// Nobody can tell from its name.
        Unknown = "unknown",
        /// What it is made of gets fixes.
        Maintained = "maintained",
    }
}

/// A reference to an image with what it leaves unsaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageReference {
    /// All of it: `docker.io/library/nginx:latest`.
    pub full: String,
    /// The registry that is asked, with its port.
    pub registry: String,
    /// The path there.
    pub path: String,
    /// The tag; absent where a digest alone is asked for.
    pub tag: Option<String>,
    /// The digest, as `sha256:…`.
    pub digest: Option<String>,
    /// What is not written.
    pub implied: Vec<ImagePart>,
    /// Whether what it names changes by design: a tag like `latest`, and no digest.
    pub moves: bool,
}

words! {
    /// Parts of a reference that need not be written.
    ImagePart {
        /// `docker.io`.
        Registry = "registry",
        /// `library/`, below which Docker Hub keeps official images.
        Library = "library",
        /// `latest`.
        Tag = "tag",
    }
}

/// A part of an image that gets fixes until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageClock {
    /// Its name, as `Node.js`.
    pub name: String,
    /// The line of releases, as `20`.
    pub version: String,
    /// What it is on the day.
    pub state: ClockState,
    /// The last day of fixes, where one is named.
    pub ends: Option<String>,
    /// Days until then; negative after it.
    pub days_left: Option<i64>,
    /// The newest line of releases that gets fixes.
    pub newest: Option<String>,
    /// Where the day is from.
    pub source: String,
}

words! {
    /// What a line of releases is on a day.
    ClockState {
        /// Its makers make fixes.
        Supported = "supported",
        /// Others make fixes, for everybody.
        LongTerm = "long-term",
        /// Nobody does.
        Ended = "ended",
        /// The data does not know it.
        Unknown = "unknown",
    }
}

/// What stands in an image. An absent value is unknown; "" stands for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageContents {
    /// The system it is built on.
    pub base: Option<String>,
    /// How much it holds.
    pub size: Option<ImageSize>,
    /// Its shell.
    pub shell: Option<String>,
    /// Its package manager.
    pub package_manager: Option<String>,
    /// Its C library.
    pub libc: Option<String>,
    /// Whom it runs as where the manifest does not say.
    pub user: Option<String>,
    /// Words of tags, or names, of smaller variants.
    pub smaller: Vec<String>,
}

words! {
    /// How much more than what runs an image holds.
    ImageSize {
        /// A system for every purpose.
        General = "general",
        /// Little more than what runs.
        Small = "small",
        /// Nothing but what runs.
        Minimal = "minimal",
    }
}

/// A place that names an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageUse {
    /// Path of the file.
    pub file: String,
    /// The object, as written.
    pub resource: Resource,
    /// What runs or mounts it.
    pub holder: ImageHolder,
    /// The name of the container or volume; "" where it has none.
    pub name: String,
    /// Path of the value within the document.
    pub path: String,
    /// The value.
    pub location: Location,
}

words! {
    /// What an image is named for.
    ImageHolder {
        /// A container.
        Container = "container",
        /// An init container.
        InitContainer = "init-container",
        /// An ephemeral container.
        EphemeralContainer = "ephemeral-container",
        /// A volume.
        Volume = "volume",
        /// Another field of a custom resource.
        Field = "field",
    }
}
