//! Tests of the engine through its front door.

#[cfg(test)]
mod common;
#[cfg(test)]
mod decoded;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod images;
#[cfg(test)]
mod large;
#[cfg(test)]
mod positions;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod scores;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod suppressions;
