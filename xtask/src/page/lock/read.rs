//! The lock, back from YAML.

use crate::date::Date;
use crate::diagnostic::Place;
use crate::page::facts::{Fact, Facts, Field, Kind, MessageCode, Origin, Server, Side, Status};
use crate::page::lock::Entry;
use crate::page::sample::{self, Sample};
use crate::page::schema::scalar_text;
use crate::page::word::locate;
use crate::spec::Spec;
use crate::spec::tree::Node;

pub(super) fn entries(document: &Spec) -> Result<Vec<Entry>, String> {
    let reader = Reader { document };
    let Some(pages) = document.root.get("pages") else {
        return Err(reader.expected(&document.root, "`pages`"));
    };
    pages.items().iter().map(|page| reader.page(page)).collect()
}

struct Reader<'a> {
    document: &'a Spec,
}

impl Reader<'_> {
    fn page(&self, node: &Node) -> Result<Entry, String> {
        let read = self.text(node, "read")?;
        let date: Date =
            read.value.parse().map_err(|problem| format!("{}: {problem}", locate(&read.place)))?;
        let method = self.text(node, "method")?;
        let request_url = match node.get("request-url") {
            None => None,
            Some(_) => {
                let both = self.text(node, "request-url")?;
                let Some((method, url)) = both.value.split_once(' ') else {
                    return Err(format!("{}: expected a method and a URL", locate(&both.place)));
                };
                let fact = |text: &str| Fact::new(text.to_owned(), both.place.clone());
                Some((fact(method), fact(url)))
            }
        };
        let servers = entries_of(node, "servers").iter().map(|entry| Server {
            name: Some(entry.key.clone()),
            url: self.fact(&entry.node),
            anchors: Vec::new(),
        });
        let statuses = self
            .list(node, "statuses")
            .into_iter()
            .map(|code| Status { code, anchors: Vec::new() })
            .collect();
        let facts = Facts {
            origin: Origin::Lock,
            place: method.place.clone(),
            source: Some(self.text(node, "source")?),
            path: self.text(node, "path")?,
            request_url,
            servers: servers.collect(),
            authentication: node.get("authentication").map(|header| self.fact(header)),
            content_type: node.get("content-type").map(|content_type| self.fact(content_type)),
            parameters: self.fields(node, "parameters")?,
            statuses,
            fields: self.fields(node, "fields")?,
            samples: self.samples(node)?,
            unreferenced: self.list(node, "unreferenced"),
            sections: self.list(node, "sections"),
            unread: Vec::new(),
            contradictions: self.list(node, "contradictions"),
            anchors: Vec::new(),
            method,
        };
        Ok(Entry { read: Fact::new(date, read.place), sha256: self.text(node, "sha256")?.value, facts })
    }

    fn fields(&self, node: &Node, key: &str) -> Result<Vec<Field>, String> {
        let entries = entries_of(node, key).iter().enumerate();
        entries
            .map(|(row, entry)| {
                let place = self.document.key_place(entry);
                let kind = self.text(&entry.node, "type")?;
                let mut field = Field::new(entry.key.clone(), place, self.kind(kind)?);
                field.required = match entry.node.get("required") {
                    None => None,
                    Some(required) => {
                        let Some(value) = required.as_bool() else {
                            return Err(self.expected(required, "`true` or `false`"));
                        };
                        Some(Fact::new(value, self.document.place(required)))
                    }
                };
                field.row = Some(row);
                field.is_recursive = entry.node.get("recursive").is_some();
                field.shown = entry.node.get("shown").map(|shown| self.fact(shown));
                field.required_value = entry.node.get("required-value").map(|value| self.fact(value));
                field.allowed = self.list(&entry.node, "allowed");
                for side in [Side::Success, Side::Error, Side::Unsaid] {
                    let codes = self.list(&entry.node, &format!("{}-codes", side.name()));
                    field.codes.extend(codes.into_iter().map(|code| MessageCode { code, side }));
                }
                Ok(field)
            })
            .collect()
    }

    fn samples(&self, node: &Node) -> Result<Vec<Sample>, String> {
        let mut samples = Vec::new();
        for sample in entries_of(node, "samples") {
            let mut entries = Vec::new();
            for types in entries_of(&sample.node, "types") {
                let place = self.document.key_place(types);
                for kind in types.node.items() {
                    let kind = self.kind(self.fact(kind))?;
                    entries.push(self.entry(&types.key, kind.value, None, place.clone()));
                }
            }
            for codes in entries_of(&sample.node, "codes") {
                for code in codes.node.items() {
                    let code = self.fact(code);
                    entries.push(self.entry(&codes.key, Kind::String, Some(code.value), code.place));
                }
            }
            let mut read = Sample::new(sample.key.clone(), self.document.key_place(sample), entries);
            read.sha256 = self.text(&sample.node, "sha256")?.value;
            samples.push(read);
        }
        Ok(samples)
    }

    fn entry(&self, path: &str, kind: Kind, value: Option<String>, place: Place) -> sample::Entry {
        sample::Entry { pointer: path.to_owned(), path: path.to_owned(), kind, value, place }
    }

    fn kind(&self, name: Fact<String>) -> Result<Fact<Kind>, String> {
        match Kind::parse(&name.value) {
            Some(kind) => Ok(Fact::new(kind, name.place)),
            None => Err(format!("{}: expected the name of a type", locate(&name.place))),
        }
    }

    fn text(&self, node: &Node, key: &str) -> Result<Fact<String>, String> {
        match node.get(key) {
            Some(value) => Ok(self.fact(value)),
            None => Err(self.expected(node, &format!("`{key}`"))),
        }
    }

    fn list(&self, node: &Node, key: &str) -> Vec<Fact<String>> {
        node.get(key)
            .map(|list| list.items().iter().map(|item| self.fact(item)).collect())
            .unwrap_or_default()
    }

    fn fact(&self, node: &Node) -> Fact<String> {
        Fact::new(scalar_text(node), self.document.place(node))
    }

    fn expected(&self, node: &Node, what: &str) -> String {
        let at = locate(&self.document.place(node));
        format!("{at}: expected {what}; `cargo xtask drift --update-lock PAGE...` writes this file anew")
    }
}

fn entries_of<'a>(node: &'a Node, key: &str) -> &'a [crate::spec::tree::Entry] {
    node.get(key).map(|node| node.entries()).unwrap_or_default()
}
