//! What images are built on.

pub(crate) mod base_image_end_of_life;
pub(crate) mod base_image_not_minimal;
pub(crate) mod base_image_unmaintained;
pub(crate) mod debug_image_in_production;
