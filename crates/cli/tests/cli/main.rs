//! The command as its users run it.

#[cfg(test)]
mod access;
#[cfg(test)]
mod check;
mod connectivity;
#[cfg(test)]
mod decode;
#[cfg(test)]
mod fix;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod images;
#[cfg(test)]
mod other;
