//! The types of a page: which table a name means.

use std::collections::{HashMap, HashSet};

use crate::page::description::Description;
use crate::page::document::Page;
use crate::page::facts::Fact;
use crate::page::table::{Owner, Row, Table};
use crate::page::type_name;

/// The tables of types, by the body they stand under and their name.
pub(super) struct Types {
    by_name: HashMap<(Option<Owner>, String), usize>,
    /// A table for each name, wherever it stands.
    anywhere: HashMap<String, usize>,
    pub(super) names: HashMap<usize, String>,
    /// Tables that repeat another one, and which.
    pub(super) repeated: HashMap<usize, usize>,
    pub(super) contradictions: Vec<Fact<String>>,
}

impl Types {
    pub(super) fn find(page: &Page, descriptions: &[Vec<Description>]) -> Result<Self, String> {
        let mut wanted = HashSet::new();
        for (table, descriptions) in page.tables.iter().zip(descriptions) {
            for (row, description) in table.rows.iter().zip(descriptions) {
                wanted.extend(description.refers_to.as_ref().map(|name| name.value.clone()));
                wanted.extend(type_name::parse(&page.words, row.kind.clone())?.named);
            }
        }
        let mut types = Self {
            by_name: HashMap::new(),
            anywhere: HashMap::new(),
            names: HashMap::new(),
            repeated: HashMap::new(),
            contradictions: Vec::new(),
        };
        for (index, table) in page.tables.iter().enumerate() {
            let Owner::Type(body) = &table.owner else { continue };
            let name = heading_name(page, table, &wanted);
            types.names.insert(index, name.clone());
            types.anywhere.entry(name.clone()).or_insert(index);
            let key = (body.as_deref().cloned(), name.clone());
            let Some(&first) = types.by_name.get(&key) else {
                types.by_name.insert(key, index);
                continue;
            };
            types.repeated.insert(index, first);
            if !is_same(page, first, index) {
                let place = page.words.place(table.heading.start..table.heading.start + 1);
                let message = format!("the page has two different tables for `{name}` under the same body");
                types.contradictions.push(Fact::new(message, place));
            }
        }
        Ok(types)
    }

    pub(super) fn get(&self, body: &Owner, name: &str) -> Option<usize> {
        let here = self.by_name.get(&(Some(body.clone()), name.to_owned()));
        here.or_else(|| self.by_name.get(&(None, name.to_owned())))
            .or_else(|| self.anywhere.get(name))
            .copied()
    }
}

/// The name of a type, which the sentences behind it may follow: the longest that some row refers to.
fn heading_name(page: &Page, table: &Table, wanted: &HashSet<String>) -> String {
    const MAX_NAME_WORDS: usize = 5;
    let start = table.heading.start;
    (1..=MAX_NAME_WORDS.min(table.heading.len()))
        .rev()
        .map(|count| page.words.join(start..start + count))
        .find(|name| wanted.contains(name))
        .unwrap_or_else(|| page.words.get(start).to_owned())
}

fn is_same(page: &Page, first: usize, second: usize) -> bool {
    let facts = |table: &Table| -> Vec<_> {
        let of_row =
            |row: &Row| (row.name.value.clone(), page.words.join(row.kind.clone()), row.required.value);
        table.rows.iter().map(of_row).collect()
    };
    facts(&page.tables[first]) == facts(&page.tables[second])
}
