//! A documentation page of the vendor.

pub(crate) mod codes;
