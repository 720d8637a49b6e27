//! Tests of the whole: the corpus of manifests, snapshots of its reports, and the oracle of fixes.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod fixes;
#[cfg(test)]
mod hardened;
#[cfg(test)]
mod levels;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod snapshots;
