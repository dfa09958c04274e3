//! The types of an operation: what the tables of several statuses have in common, put together.
//!
//! The generator gives an operation one type for its successes and one for its errors. So the bodies of one side are
//! one type, and where two objects are one, so are the objects under the same name in them.

use std::collections::{BTreeMap, HashMap};

use heck::ToPascalCase;

use crate::diagnostic::Finding;
use crate::page::facts::{Facts, Field, Kind, parent};
use crate::page::import::codes;
use crate::page::import::names::{Names, common, operation_id};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Side {
    Success,
    Error,
    /// Redirections and the like.
    Other,
    Request,
}

impl Side {
    /// The side of a body or of what is in it.
    pub(super) fn of(path: &str) -> Self {
        match path.as_bytes().first() {
            Some(b'2') => Self::Success,
            Some(b'4' | b'5') => Self::Error,
            Some(b'1' | b'3') => Self::Other,
            _ => Self::Request,
        }
    }

    /// What a name of it ends with, where that has to be told: of its body and of its types.
    fn suffixes(self) -> [&'static str; 2] {
        match self {
            Self::Success => ["Response", "Response"],
            Self::Error => ["ErrorResponse", "Error"],
            Self::Other => ["OtherResponse", "Other"],
            Self::Request => ["Request", "Request"],
        }
    }
}

/// An object type.
pub(super) struct Class<'a> {
    pub(super) side: Side,
    /// Of the component; nothing if another one stands for it.
    pub(super) name: String,
    /// What the page calls it; nothing for a body.
    pub(super) page_names: Vec<String>,
    pub(super) properties: Vec<Property<'a>>,
}

pub(super) struct Property<'a> {
    pub(super) name: String,
    /// The field wherever it occurs, at least once.
    pub(super) fields: Vec<&'a Field>,
    /// Its items, if it is an array.
    pub(super) items: Vec<&'a Field>,
}

impl Property<'_> {
    pub(super) fn kind(&self) -> Kind {
        self.fields.first().map_or(Kind::Unknown, |field| field.kind.value)
    }

    /// Of the items.
    pub(super) fn item_kind(&self) -> Kind {
        let kinds = self.items.iter().map(|item| item.kind.value);
        kinds.into_iter().find(|kind| *kind != Kind::Unknown).unwrap_or(Kind::Unknown)
    }
}

pub(super) struct Model<'a> {
    pub(super) classes: Vec<Class<'a>>,
    /// The class of every object, by its path.
    of_path: HashMap<&'a str, usize>,
    /// Those of the types, which those of other schemas have to differ from.
    pub(super) names: Names,
}

impl<'a> Model<'a> {
    pub(super) fn new(facts: &'a Facts, findings: &mut Vec<Finding>) -> Self {
        let children = children(facts);
        let is_object = |field: &&Field| {
            field.kind.value == Kind::Object
                && (children.contains_key(field.path.as_str()) || !field.type_names.is_empty())
        };
        let objects: Vec<&Field> = facts.fields.iter().filter(is_object).collect();
        let groups = groups(&objects, &children);

        let mut members: BTreeMap<(Side, usize), Vec<&Field>> = BTreeMap::new();
        for (number, field) in objects.iter().enumerate() {
            members.entry((Side::of(&field.path), groups[number])).or_default().push(field);
        }
        let mut model = Self { classes: Vec::new(), of_path: HashMap::new(), names: Names::default() };
        for ((side, _), fields) in members {
            for field in &fields {
                model.of_path.insert(&field.path, model.classes.len());
            }
            model.classes.push(class(side, &fields, &children, findings));
        }
        model.share();
        model.name(&operation_id(&facts.method.value, &facts.path.value).to_pascal_case());
        model
    }

    /// The type of the object at a path, if its fields are known.
    pub(super) fn class_at(&self, path: &str) -> Option<&Class<'a>> {
        self.of_path.get(path).and_then(|class| self.classes.get(*class))
    }

    /// The type of a property, or of its items.
    pub(super) fn class_of(&self, fields: &[&Field]) -> Option<&Class<'a>> {
        fields.iter().find_map(|field| self.class_at(&field.path))
    }

    /// The type of the bodies of a side.
    pub(super) fn body(&self, side: Side) -> Option<&Class<'a>> {
        self.classes.iter().find(|class| class.side == side && class.page_names.is_empty())
    }

    /// A type that errors and successes have alike is one component.
    fn share(&mut self) {
        let shapes: Vec<String> =
            (0..self.classes.len()).map(|class| self.shape(class, &mut Vec::new())).collect();
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut same = Vec::new();
        for (number, class) in self.classes.iter().enumerate() {
            let may_be_shared = class.side != Side::Request && !class.page_names.is_empty();
            let earlier = *first.entry(&shapes[number]).or_insert(number);
            same.push(if may_be_shared { earlier } else { number });
        }
        for class in self.of_path.values_mut() {
            *class = same[*class];
        }
    }

    /// Everything about a type, as a text.
    fn shape(&self, number: usize, outer: &mut Vec<usize>) -> String {
        let class = &self.classes[number];
        let mut shape = format!("{:?}", class.page_names);
        if outer.contains(&number) {
            return shape;
        }
        outer.push(number);
        for property in &class.properties {
            for field in property.fields.iter().chain(&property.items) {
                let codes: Vec<_> = field.codes.iter().map(|code| (&code.code.value, code.side)).collect();
                let allowed: Vec<_> = field.allowed.iter().map(|value| &value.value).collect();
                let shown = field.shown.as_ref().map(|code| &code.value);
                shape += &format!("{} {} {codes:?} {allowed:?} {shown:?}", property.name, field.kind.value);
            }
            let inner = property.fields.iter().chain(&property.items);
            if let Some(inner) = inner.filter_map(|field| self.of_path.get(field.path.as_str())).next() {
                shape += &self.shape(*inner, outer);
            }
        }
        outer.pop();
        shape + ";"
    }

    /// Gives the names of the page to the answers first, because programs read more than they send.
    fn name(&mut self, operation: &str) {
        let is_used: Vec<bool> = (0..self.classes.len())
            .map(|number| self.of_path.values().any(|class| *class == number))
            .collect();
        for (class, is_used) in self.classes.iter_mut().zip(is_used) {
            let [of_body, of_type] = class.side.suffixes();
            class.name = match class.page_names.is_empty() {
                true => self.names.take(&format!("{operation}{of_body}"), "Body"),
                false if is_used => self.names.take(&common(&class.page_names), of_type),
                false => String::new(),
            };
        }
    }
}

fn children(facts: &Facts) -> HashMap<&str, Vec<&Field>> {
    let mut children: HashMap<&str, Vec<&Field>> = HashMap::new();
    for field in &facts.fields {
        if let Some(parent) = parent(&field.path) {
            children.entry(parent).or_default().push(field);
        }
    }
    children
}

/// The name of a field in the object that it is in.
fn name(field: &Field) -> &str {
    let parent = parent(&field.path).map_or(0, |parent| parent.len() + 1);
    field.path.get(parent..).unwrap_or_default()
}

/// Which objects are one type: of each, the first one.
fn groups(objects: &[&Field], children: &HashMap<&str, Vec<&Field>>) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..objects.len()).collect();
    loop {
        let mut first: HashMap<(Side, String), usize> = HashMap::new();
        let number: HashMap<&str, usize> =
            objects.iter().enumerate().map(|(number, field)| (field.path.as_str(), number)).collect();
        let mut pairs = Vec::new();
        let mut same = |key: (Side, String), object: usize| {
            pairs.push((*first.entry(key).or_insert(object), object));
        };
        for (object, field) in objects.iter().enumerate() {
            let side = Side::of(&field.path);
            match parent(&field.path) {
                None => same((side, "body".to_owned()), object),
                Some(_) => {
                    field.type_names.iter().for_each(|name| same((side, format!("type {name}")), object));
                }
            }
            for child in children.get(field.path.as_str()).into_iter().flatten() {
                for inner in [child.path.clone(), format!("{}[]", child.path)] {
                    if let Some(inner) = number.get(inner.as_str()) {
                        same((side, format!("in {} {}", groups[object], name(child))), *inner);
                    }
                }
            }
        }
        let mut is_changed = false;
        for (one, other) in pairs {
            let (keep, lose) = (groups[one].min(groups[other]), groups[one].max(groups[other]));
            if keep != lose {
                groups.iter_mut().filter(|group| **group == lose).for_each(|group| *group = keep);
                is_changed = true;
            }
        }
        if !is_changed {
            return groups;
        }
    }
}

fn class<'a>(
    side: Side,
    members: &[&'a Field],
    children: &HashMap<&str, Vec<&'a Field>>,
    findings: &mut Vec<Finding>,
) -> Class<'a> {
    let mut page_names: Vec<String> = Vec::new();
    let mut properties: Vec<Property<'a>> = Vec::new();
    for member in members {
        let new = member.type_names.iter().filter(|name| !page_names.contains(name)).cloned();
        page_names.extend(new.collect::<Vec<_>>());
        for field in children.get(member.path.as_str()).into_iter().flatten() {
            let items = children.get(field.path.as_str()).into_iter().flatten();
            let items = items.filter(|inner| inner.path.ends_with("[]")).copied();
            match properties.iter_mut().find(|property| property.name == name(field)) {
                Some(property) => {
                    property.fields.push(field);
                    property.items.extend(items);
                }
                None => properties.push(Property {
                    name: name(field).to_owned(),
                    fields: vec![field],
                    items: items.collect(),
                }),
            }
        }
    }
    for property in &properties {
        one_type(&property.fields, findings);
        one_type(&property.items, findings);
    }
    Class { side, name: String::new(), page_names, properties }
}

fn one_type(fields: &[&Field], findings: &mut Vec<Finding>) {
    let mut known = fields.iter().filter(|field| field.kind.value != Kind::Unknown);
    let Some(first) = known.next() else { return };
    if let Some(other) = known.find(|other| other.kind.value != first.kind.value) {
        let message = format!(
            "`{}` is {}, and `{}`, which has to be of the same type, {}",
            other.path, other.kind.value, first.path, first.kind.value
        );
        let finding = Finding::new(codes::CONFLICTING_TYPES, other.kind.place.clone(), message);
        findings.push(finding.related(first.kind.place.clone(), "the other type"));
    }
}
