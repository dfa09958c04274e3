//! The extensions that this project reads. Others may stand anywhere and hold anything.

use super::Shape::{Array, Object as Of, Scalar, String};
use super::{Kind, Object, STRINGS, Shape, closed, fixed, key, required};

/// Name, the object that has it (if not every one), and what it holds.
pub(crate) const EXTENSIONS: &[(&str, Option<Kind>, Shape)] = &[
    ("x-decision", None, String),
    ("x-documented-codes", Some(Kind::Schema), Array(&Of(Kind::DocumentedCode))),
    ("x-documented-values", Some(Kind::Schema), Array(&Scalar)),
    ("x-drift", None, Array(&Of(Kind::Drift))),
    ("x-environment", Some(Kind::Server), String),
    ("x-generated", Some(Kind::Document), String),
    ("x-statements", Some(Kind::Schema), Array(&Of(Kind::Statement))),
    ("x-vendor-schemas", Some(Kind::Schema), STRINGS),
];

pub(super) const DOCUMENTED_CODE: &Object = &closed(fixed(
    "a documented code",
    &[required("code", String), required("meaning", String), key("status", Scalar)],
));

pub(super) const DRIFT: &Object = &closed(fixed(
    "a declared difference",
    &[required("code", String), required("reason", String), key("value", Scalar), key("path", String)],
));

pub(super) const STATEMENT: &Object =
    &closed(fixed("a statement", &[required("first-read", String), required("statement", String)]));
