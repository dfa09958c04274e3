//! The operations of an OpenAPI document, and the facts of one.

use std::collections::HashSet;

use crate::page::facts::{Fact, Facts, Field, Kind, Origin, Server, Status};
use crate::page::sample::Sample;
use crate::page::schema::{Walk, follow, scalar_text};
use crate::spec::Spec;
use crate::spec::tree::{Entry, Node};

const METHODS: [&str; 8] = ["get", "put", "post", "patch", "delete", "head", "options", "trace"];

#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    path_entry: &'a Entry,
    method_entry: &'a Entry,
}

/// All operations, in the order of the document.
pub(crate) fn all(spec: &Spec) -> Vec<Operation<'_>> {
    let paths = spec.root.get("paths").map(|paths| paths.entries()).unwrap_or_default();
    let of_path = |path_entry: &'_ Entry| METHODS.contains(&path_entry.key.as_str());
    paths
        .iter()
        .flat_map(|path_entry| {
            let methods = path_entry.node.entries().iter().filter(|entry| of_path(entry));
            methods.map(move |method_entry| Operation { path_entry, method_entry })
        })
        .collect()
}

impl<'a> Operation<'a> {
    pub(crate) fn method(self) -> String {
        self.method_entry.key.to_ascii_uppercase()
    }

    pub(crate) fn path(self) -> &'a str {
        &self.path_entry.key
    }

    /// `signInvitation`, or the method and the path.
    pub(crate) fn name(self) -> String {
        match self.method_entry.node.get("operationId").and_then(|id| id.as_str()) {
            Some(id) => id.to_owned(),
            None => format!("{} {}", self.method(), self.path()),
        }
    }

    /// The address of its documentation page.
    pub(crate) fn source(self, spec: &Spec) -> Option<Fact<String>> {
        let url = self.method_entry.node.get("externalDocs")?.get("url")?;
        Some(Fact::new(url.as_str()?.to_owned(), spec.place(url)))
    }

    /// What the document says about it, and every mapping in which it says so.
    pub(crate) fn facts(self, spec: &Spec, origin: Origin) -> Result<(Facts, HashSet<usize>), String> {
        let reading = Reading { spec, operation: self, walk: Walk::new(spec), samples: Vec::new() };
        reading.facts(origin)
    }
}

struct Reading<'a> {
    spec: &'a Spec,
    operation: Operation<'a>,
    walk: Walk<'a>,
    samples: Vec<Sample>,
}

impl<'a> Reading<'a> {
    fn facts(mut self, origin: Origin) -> Result<(Facts, HashSet<usize>), String> {
        let (spec, operation) = (self.spec, self.operation);
        let node: &'a Node = &operation.method_entry.node;
        let anchors = vec![node.range.start, operation.path_entry.node.range.start];
        let parameters = self.parameters()?;

        let mut content_type = None;
        if let Some(entry) = node.entry("requestBody") {
            let body = self.followed(&entry.node)?;
            content_type = self.content("request", entry, body)?;
        }
        let mut statuses = Vec::new();
        for entry in node.get("responses").map(|responses| responses.entries()).unwrap_or_default() {
            // `default` and `5XX` are no statuses that a page could name.
            if entry.key.parse::<u16>().is_err() {
                continue;
            }
            let response = self.followed(&entry.node)?;
            let anchors = vec![entry.node.range.start, response.range.start];
            self.walk.seen.extend(&anchors);
            statuses.push(Status { code: Fact::new(entry.key.clone(), spec.key_place(entry)), anchors });
            self.content(&entry.key, entry, response)?;
        }

        let servers = self.servers();
        let authentication = self.authentication();
        let mut seen = self.walk.seen;
        seen.extend(&anchors);
        seen.extend(servers.iter().flat_map(|server| &server.anchors));
        let facts = Facts {
            origin,
            place: spec.key_place(operation.method_entry),
            source: operation.source(spec),
            method: Fact::new(operation.method(), spec.key_place(operation.method_entry)),
            path: Fact::new(operation.path().to_owned(), spec.key_place(operation.path_entry)),
            request_url: None,
            servers,
            authentication,
            content_type,
            parameters,
            statuses,
            fields: self.walk.fields,
            samples: self.samples,
            unreferenced: Vec::new(),
            sections: Vec::new(),
            unread: Vec::new(),
            contradictions: Vec::new(),
            anchors,
        };
        Ok((facts, seen))
    }

    fn parameters(&mut self) -> Result<Vec<Field>, String> {
        let lists = [&self.operation.path_entry.node, &self.operation.method_entry.node];
        for parameter in
            lists.into_iter().filter_map(|node| node.get("parameters")).flat_map(|list| list.items())
        {
            let target = self.followed(parameter)?;
            let (Some(name), Some(location)) = (target.get("name"), target.get("in")) else { continue };
            let place = self.spec.place(name);
            let path = format!("{}.{}", scalar_text(location), scalar_text(name));
            let mut field = Field::new(path, place.clone(), Fact::new(Kind::Unknown, place.clone()));
            field.required = Some(match target.get("required") {
                Some(required) => Fact::new(required.as_bool().unwrap_or(false), self.spec.place(required)),
                None => Fact::new(false, place),
            });
            field.anchors = vec![parameter.range.start, target.range.start];
            self.walk.seen.extend(&field.anchors);
            let schema: &'a Node = target.get("schema").map_or(target, |schema| schema);
            self.walk.field(field, schema, &mut Vec::new())?;
        }
        Ok(std::mem::take(&mut self.walk.fields))
    }

    /// Reads the schema and the examples of a body, and gives its content type.
    fn content(
        &mut self,
        root: &str,
        entry: &'a Entry,
        body: &'a Node,
    ) -> Result<Option<Fact<String>>, String> {
        self.walk.seen.extend([entry.node.range.start, body.range.start]);
        let media_types = body.get("content").map(|content| content.entries()).unwrap_or_default();
        let Some(media_type) = media_types.first() else { return Ok(None) };
        self.walk.seen.insert(media_type.node.range.start);
        if let Some(schema) = media_type.node.entry("schema") {
            self.walk.body(root, schema)?;
        }
        let examples = media_type.node.get("examples").map(|examples| examples.entries()).unwrap_or_default();
        for example in examples {
            let target = self.followed(&example.node)?;
            self.walk.seen.extend([example.node.range.start, target.range.start]);
            if let Some(value) = target.get("value") {
                let mut sample = Sample::of_node(self.spec, root, value)?;
                sample.name = Some(example.key.clone());
                self.samples.push(sample);
            }
        }
        if let Some(value) = media_type.node.get("example") {
            self.samples.push(Sample::of_node(self.spec, root, value)?);
        }
        Ok(Some(Fact::new(media_type.key.clone(), self.spec.key_place(media_type))))
    }

    fn servers(&self) -> Vec<Server> {
        let places = [&*self.operation.method_entry.node, &self.operation.path_entry.node, &self.spec.root];
        let servers = places.into_iter().find_map(|node| node.get("servers"));
        let mut list = Vec::new();
        for server in servers.map(|servers| servers.items()).unwrap_or_default() {
            let Some(url) = server.get("url") else { continue };
            let name = match server.get("x-environment") {
                Some(name) => Some(scalar_text(name)),
                None => server.get("description").and_then(|text| first_word(&scalar_text(text))),
            };
            let whole = format!("{}{}", scalar_text(url).trim_end_matches('/'), self.operation.path());
            let url = Fact::new(whole, self.spec.place(url));
            list.push(Server {
                name: name.map(|name| name.to_lowercase()),
                url,
                anchors: vec![server.range.start],
            });
        }
        list
    }

    /// The header that the first scheme in force demands.
    fn authentication(&self) -> Option<Fact<String>> {
        let security =
            self.operation.method_entry.node.get("security").or_else(|| self.spec.root.get("security"))?;
        // An empty requirement means that requests without one pass as well.
        if security.items().iter().any(|requirement| requirement.entries().is_empty()) {
            return None;
        }
        let scheme = security.items().first()?.entries().first()?;
        let definition = self.spec.root.get("components")?.get("securitySchemes")?.get(&scheme.key)?;
        match (definition.get("in").and_then(|at| at.as_str()), definition.get("name")) {
            (Some("header"), Some(name)) => Some(Fact::new(scalar_text(name), self.spec.place(name))),
            _ if definition.get("type").and_then(|kind| kind.as_str()) == Some("http") => {
                Some(Fact::new("Authorization".to_owned(), self.spec.place(definition)))
            }
            _ => None,
        }
    }

    fn followed(&self, node: &'a Node) -> Result<&'a Node, String> {
        match node.get("$ref") {
            Some(reference) => follow(self.spec, reference),
            None => Ok(node),
        }
    }
}

fn first_word(text: &str) -> Option<String> {
    let word = text.split(|c: char| !c.is_alphanumeric()).next()?;
    (!word.is_empty()).then(|| word.to_owned())
}
