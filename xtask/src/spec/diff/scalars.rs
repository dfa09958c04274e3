//! Types, formats, bounds, patterns and whatever else restricts a value by itself.

use std::collections::BTreeSet;

use crate::spec::tree::{Entry, Value};

use super::Diff;
use super::codes::{self, schema as code};
use super::notes;
use super::parts::Parts;
use super::schema::{Context, Direction, Kind, Shift};
use super::trail::shown;

const TYPE: Kind = Kind {
    key: "type",
    breaking: [code::REQUEST_TYPE_CHANGED, code::RESPONSE_TYPE_CHANGED],
    additive: [code::REQUEST_TYPE_WIDENED, code::RESPONSE_TYPE_NARROWED],
};
const FORMAT: Kind = Kind {
    key: "format",
    breaking: [code::REQUEST_FORMAT_CHANGED, code::RESPONSE_FORMAT_CHANGED],
    additive: [code::REQUEST_FORMAT_WIDENED, code::RESPONSE_FORMAT_NARROWED],
};
const NULLABLE: Kind = Kind {
    key: "nullable",
    breaking: [code::REQUEST_NOT_NULLABLE, code::RESPONSE_NULLABLE],
    additive: [code::REQUEST_NULLABLE, code::RESPONSE_NOT_NULLABLE],
};
const PATTERN: Kind = Kind {
    key: "pattern",
    breaking: [code::REQUEST_PATTERN_CHANGED, code::RESPONSE_PATTERN_CHANGED],
    additive: [code::REQUEST_PATTERN_WIDENED, code::RESPONSE_PATTERN_NARROWED],
};
const NOT: Kind = Kind {
    key: "not",
    breaking: [code::REQUEST_NOT_CHANGED, code::RESPONSE_NOT_CHANGED],
    additive: [code::REQUEST_NOT_WIDENED, code::RESPONSE_NOT_NARROWED],
};

const fn bound(key: &'static str) -> Kind {
    Kind {
        key,
        breaking: [code::REQUEST_BOUND_NARROWED, code::RESPONSE_BOUND_WIDENED],
        additive: [code::REQUEST_BOUND_WIDENED, code::RESPONSE_BOUND_NARROWED],
    }
}

/// Compares the types; false if they have so little in common that nothing else can be compared.
pub(super) fn types<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) -> bool {
    let (old, new) = (types_of(context.old), types_of(context.new));
    if old == new {
        return true;
    }
    let all = |types: &Types<'a>| types.as_ref().map_or("anything".to_owned(), |types| list(types));
    let shift = match (is_within(&old, &new), is_within(&new, &old)) {
        (true, _) => Shift::Widened,
        (_, true) => Shift::Narrowed,
        _ => Shift::Replaced,
    };
    context.shifted(diff, &TYPE, shift, &format!("{} became {}", all(&old), all(&new)));
    false
}

/// None is any type.
type Types<'a> = Option<BTreeSet<&'a str>>;

fn types_of<'a>(parts: &Parts<'a>) -> Types<'a> {
    let mut types: Types<'a> = None;
    for entry in parts.entries("type") {
        let here: BTreeSet<&str> = match &entry.node.value {
            Value::Sequence(items) => items.iter().filter_map(|item| item.as_str()).collect(),
            _ => entry.node.as_str().into_iter().collect(),
        };
        types = Some(match types {
            Some(before) => before.intersection(&here).copied().collect(),
            None => here,
        });
    }
    // Where the type is left out, the keywords tell it, as they tell the generator.
    types.or_else(|| {
        let told = [("properties", "object"), ("items", "array")];
        told.into_iter().find(|(key, _)| parts.entry(key).is_some()).map(|(_, kind)| BTreeSet::from([kind]))
    })
}

fn is_within(inner: &Types<'_>, outer: &Types<'_>) -> bool {
    match (inner, outer) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => {
            inner.iter().all(|kind| outer.contains(kind) || (*kind == "integer" && outer.contains("number")))
        }
    }
}

fn list(types: &BTreeSet<&str>) -> String {
    let types: Vec<_> = types.iter().map(|kind| format!("`{}`", shown(kind))).collect();
    types.join(" or ")
}

/// Compares what stands beside the one reference of a wrapping.
pub(super) fn wrapping<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    nullable(diff, context);
    default(diff, context);
}

pub(super) fn compare<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    format(diff, context);
    nullable(diff, context);
    default(diff, context);
    pattern(diff, context);
    not(diff, context);
    for (lower, exclusive) in
        [("minimum", "exclusiveMinimum"), ("minLength", ""), ("minItems", ""), ("minProperties", "")]
    {
        limit(diff, context, lower, exclusive, -1.0);
    }
    for (upper, exclusive) in
        [("maximum", "exclusiveMaximum"), ("maxLength", ""), ("maxItems", ""), ("maxProperties", "")]
    {
        limit(diff, context, upper, exclusive, 1.0);
    }
    match (context.old.is_true("uniqueItems"), context.new.is_true("uniqueItems")) {
        (false, true) => {
            context.shifted(diff, &bound("uniqueItems"), Shift::Narrowed, "the items have to differ now");
        }
        (true, false) => {
            context.shifted(diff, &bound("uniqueItems"), Shift::Widened, "the items may repeat now");
        }
        _ => {}
    }
    multiple_of(diff, context);
}

fn format<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let text = |parts: &Parts<'a>| parts.entry("format").and_then(|entry| entry.node.as_str());
    let (old, new) = (text(context.old), text(context.new));
    if old == new {
        return;
    }
    let name =
        |format: Option<&str>| format.map_or("no format".to_owned(), |format| format!("`{}`", shown(format)));
    let what = format!("{} became {}", name(old), name(new));
    let restricts = |format: &str| format != "password";
    match (old.filter(|it| restricts(it)), new.filter(|it| restricts(it))) {
        (None, None) => context.push(diff, codes::DOCUMENTATION, "format", &what),
        (None, Some(_)) | (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
            context.shifted(diff, &FORMAT, Shift::Narrowed, &what);
        }
        (Some(_), None) | (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => {
            context.shifted(diff, &FORMAT, Shift::Widened, &what);
        }
        _ => context.shifted(diff, &FORMAT, Shift::Replaced, &what),
    }
}

fn nullable<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    match (context.old.is_true("nullable"), context.new.is_true("nullable")) {
        (false, true) => context.shifted(diff, &NULLABLE, Shift::Widened, "it may be null now"),
        (true, false) => context.shifted(diff, &NULLABLE, Shift::Narrowed, "it may not be null any more"),
        _ => {}
    }
}

fn default<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let what = match (context.old.entry("default"), context.new.entry("default")) {
        (None, None) => return,
        (Some(old), Some(new)) if notes::is_same(&old.node, &new.node) => return,
        (Some(_), Some(_)) => "the default changed",
        (None, Some(_)) => "there is a default now",
        (Some(_), None) => "the default is gone",
    };
    let code = match context.direction {
        Direction::Request => code::REQUEST_DEFAULT,
        Direction::Response => code::RESPONSE_DEFAULT,
    };
    context.push(diff, code, "default", what);
}

fn pattern<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let all = |parts: &Parts<'a>| -> BTreeSet<&'a str> {
        parts.entries("pattern").filter_map(|entry| entry.node.as_str()).collect()
    };
    let (old, new) = (all(context.old), all(context.new));
    if old == new {
        return;
    }
    let (shift, what) = match (old.is_subset(&new), new.is_subset(&old)) {
        (true, _) => (Shift::Narrowed, "there is a pattern now"),
        (_, true) => (Shift::Widened, "a pattern is gone"),
        _ => (Shift::Replaced, "the pattern changed"),
    };
    context.shifted(diff, &PATTERN, shift, what);
}

fn not<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let (shift, what) = match (context.old.entry("not"), context.new.entry("not")) {
        (None, None) => return,
        (Some(old), Some(new)) if notes::is_same(&old.node, &new.node) => return,
        (Some(_), Some(_)) => (Shift::Replaced, "`not` changed"),
        (None, Some(_)) => (Shift::Narrowed, "there is a `not` now"),
        (Some(_), None) => (Shift::Widened, "`not` is gone"),
    };
    context.shifted(diff, &NOT, shift, what);
}

/// Compares an upper bound, or, with a sign of -1, a lower one.
fn limit<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>, key: &'static str, exclusive: &str, sign: f64) {
    // Of several bounds the tightest counts, and one that excludes its own value is tighter.
    let tightest = |parts: &Parts<'a>| {
        let bounds = parts.list.iter().filter_map(|part| {
            let value = part.get(key)?.as_number()? * sign;
            let is_exclusive = part.get(exclusive).and_then(|value| value.as_bool()) == Some(true);
            // No length is below 0.
            (key == "minimum" || value != 0.0 || sign > 0.0).then_some((value, !is_exclusive))
        });
        bounds.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
    };
    let (old, new) = (tightest(context.old), tightest(context.new));
    let show = |bound: Option<(f64, bool)>| match bound {
        Some((value, true)) => format!("{}", value * sign),
        Some((value, false)) => format!("{}, exclusive", value * sign),
        None => "none".to_owned(),
    };
    let shift = match (old, new) {
        (None, Some(_)) => Shift::Narrowed,
        (Some(_), None) => Shift::Widened,
        (Some(old), Some(new)) if new < old => Shift::Narrowed,
        (Some(old), Some(new)) if new > old => Shift::Widened,
        _ => return,
    };
    context.shifted(diff, &bound(key), shift, &format!("`{key}` was {} and is {}", show(old), show(new)));
}

fn multiple_of<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let number = |entry: &Entry| entry.node.as_number();
    let value = |parts: &Parts<'a>| parts.entry("multipleOf").and_then(number);
    let is_multiple = |of: f64, base: f64| {
        let ratio = of / base;
        (ratio - ratio.round()).abs() < 1e-9
    };
    let shift = match (value(context.old), value(context.new)) {
        (None, Some(_)) => Shift::Narrowed,
        (Some(_), None) => Shift::Widened,
        (Some(old), Some(new)) if old == new => return,
        (Some(old), Some(new)) if is_multiple(new, old) => Shift::Narrowed,
        (Some(old), Some(new)) if is_multiple(old, new) => Shift::Widened,
        (Some(_), Some(_)) => Shift::Replaced,
        (None, None) => return,
    };
    context.shifted(diff, &bound("multipleOf"), shift, "`multipleOf` changed");
}
