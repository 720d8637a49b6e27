//! How text is read: what does not parse, what is too much, and words of suppression that do nothing.

pub(crate) mod byte_order_mark_inside_document;
pub(crate) mod document_not_an_object;
pub(crate) mod duplicate_key;
pub(crate) mod hidden_line_break;
pub(crate) mod ignored_content;
pub(crate) mod input_limit;
pub(crate) mod invalid_utf_8;
pub(crate) mod items_outside_list;
pub(crate) mod key_overridden_by_merge;
pub(crate) mod keys_unsorted;
pub(crate) mod kind_missing;
pub(crate) mod misnamed_field;
pub(crate) mod misplaced_field;
mod regular;
mod shape;
pub(crate) mod syntax;
pub(crate) mod unknown_rule_in_suppression;
pub(crate) mod unrendered_template;
pub(crate) mod unused_suppression;
pub(crate) mod wrong_type;
pub(crate) mod yaml_syntax;

pub(crate) use regular::is_regular;

pub use input_limit::RULE as INPUT_LIMIT;
pub use unknown_rule_in_suppression::RULE as UNKNOWN_RULE_IN_SUPPRESSION;
pub use unrendered_template::RULE as UNRENDERED_TEMPLATE;
pub use unused_suppression::RULE as UNUSED_SUPPRESSION;
pub use yaml_syntax::RULE as YAML_SYNTAX;
