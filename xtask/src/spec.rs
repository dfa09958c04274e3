//! The OpenAPI document that people edit.

pub(crate) mod source;
