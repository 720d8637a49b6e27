//! Images with known holes, and whether anybody looks for more.

pub(crate) mod image_known_vulnerable_version;
pub(crate) mod image_scan_not_configured;
pub(crate) mod image_stale_tag_date;
pub(crate) mod ingress_nginx_end_of_life;
pub(crate) mod tiller_deployed;
