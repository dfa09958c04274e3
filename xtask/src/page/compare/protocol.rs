//! Method, path, addresses, authentication, content type and statuses.

use super::{Anchor, Comparison, Difference, only_pair, quoted, quoted_pair};
use crate::diagnostic::Code;
use crate::page::codes;
use crate::page::facts::{Fact, Server, Status};

impl Comparison<'_> {
    pub(super) fn protocol(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        self.text(codes::METHOD, "method", &documented.method, &spec.method);
        self.text(codes::PATH, "path", &documented.path, &spec.path);
        self.source();
        self.servers();
        self.request_url();
        self.authentication();
        self.content_type();
        self.statuses();
    }

    fn text(&mut self, code: &'static Code, subject: &str, documented: &Fact<String>, spec: &Fact<String>) {
        if documented.value == spec.value {
            return;
        }
        let (ours, theirs) = quoted_pair(&documented.value, &spec.value);
        let message = format!("the {subject} is {ours} in {}, {theirs} in the spec", self.name());
        let anchor = Anchor::Own(self.spec.anchors.clone());
        self.push(
            Difference::new(code, &documented.place, subject, anchor, message)
                .related(&spec.place, format!("the spec's {subject}")),
        );
    }

    fn source(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let anchor = Anchor::Own(spec.anchors.clone());
        match (&documented.source, &spec.source) {
            (Some(ours), Some(theirs)) if same_address(&ours.value, &theirs.value) => {}
            (Some(ours), Some(theirs)) => self.text(codes::SOURCE, "address of the page", ours, theirs),
            (Some(ours), None) => {
                let message = "the operation does not name the page in `externalDocs`".to_owned();
                self.push(
                    Difference::new(codes::SOURCE, &ours.place, "address of the page", anchor, message)
                        .related(&spec.place, "the operation"),
                );
            }
            (None, Some(theirs)) if !self.may_be_silent() => {
                let message = format!("{} does not say its address", self.name());
                self.push(
                    Difference::new(codes::SOURCE, &documented.place, "address of the page", anchor, message)
                        .related(&theirs.place, "the spec's address"),
                );
            }
            (None, _) => {}
        }
    }

    fn servers(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let mut matched = vec![false; spec.servers.len()];
        for ours in &documented.servers {
            let same_url = spec.servers.iter().position(|theirs| self.is_address_of(&ours.url.value, theirs));
            let same_name =
                spec.servers.iter().position(|theirs| ours.name.is_some() && theirs.name == ours.name);
            let found = same_url.or(same_name);
            let name = ours.name.clone().unwrap_or_else(|| ours.url.value.clone());
            let subject = format!("servers.{name}");
            let Some(index) = found else {
                let message =
                    format!("{} has the environment {}, the spec has not", self.name(), quoted(&name));
                let anchor = Anchor::Inside(spec.anchors.clone());
                self.push(
                    Difference::new(
                        codes::SERVER_MISSING_IN_SPEC,
                        &ours.url.place,
                        &subject,
                        anchor,
                        message,
                    )
                    .related(&spec.place, "the operation"),
                );
                continue;
            };
            matched[index] = true;
            let theirs = &spec.servers[index];
            let is_renamed = !self.may_be_silent() && same_url.is_some() && ours.name != theirs.name;
            if same_url.is_none() || is_renamed {
                let message = match same_url {
                    None => {
                        let (now, before) = quoted_pair(&ours.url.value, &theirs.url.value);
                        format!("the address of {name} is {now} in {}, {before} in the spec", self.name())
                    }
                    Some(_) => format!(
                        "the environment {} of {} is {} in the spec",
                        quoted(&name),
                        self.name(),
                        quoted(theirs.name.as_deref().unwrap_or("without a name"))
                    ),
                };
                let anchor = Anchor::Own(theirs.anchors.clone());
                self.push(
                    Difference::new(codes::SERVER, &ours.url.place, &subject, anchor, message)
                        .related(&theirs.url.place, "the spec's server"),
                );
            }
        }
        for (theirs, _) in spec.servers.iter().zip(matched).filter(|(_, is_matched)| !is_matched) {
            if self.may_be_silent() {
                continue;
            }
            let name = theirs.name.clone().unwrap_or_else(|| theirs.url.value.clone());
            let message = format!("the spec has the environment {}, {} has not", quoted(&name), self.name());
            let (subject, anchor) = (format!("servers.{name}"), Anchor::Own(theirs.anchors.clone()));
            self.push(
                Difference::new(codes::SERVER_MISSING_ON_PAGE, &documented.place, &subject, anchor, message)
                    .related(&theirs.url.place, "the spec's server"),
            );
        }
    }

    /// Whether an address is the operation's on a server, by the spec's path or by the one that the document has:
    /// a changed path is one difference, not one for each address.
    fn is_address_of(&self, url: &str, server: &Server) -> bool {
        let url = without_query(url);
        let base = server.url.value.strip_suffix(self.spec.path.value.as_str());
        url == server.url.value
            || base.is_some_and(|base| {
                url.strip_prefix(base) == Some(without_query(&self.documented.path.value))
            })
    }

    fn request_url(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let Some((method, url)) = &documented.request_url else { return };
        if method.value != documented.method.value {
            self.text(codes::METHOD, "method", method, &spec.method);
        }
        let is_known = spec.servers.iter().any(|server| self.is_address_of(&url.value, server));
        // The list of environments has it as well, and was reported.
        let is_listed = documented
            .servers
            .iter()
            .any(|server| without_query(&server.url.value) == without_query(&url.value));
        if !is_known && !is_listed {
            // Of several servers, the one that it is most like.
            let common =
                |other: &str| url.value.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
            let nearest = spec.servers.iter().max_by_key(|server| common(&server.url.value));
            let shown = match nearest {
                Some(server) => quoted_pair(&url.value, &server.url.value).0,
                None => quoted(&url.value),
            };
            let message = format!(
                "the request URL of {} is {shown}, which is the operation's on no server of the spec",
                self.name()
            );
            let anchor = Anchor::Own(spec.anchors.clone());
            let difference = Difference::new(codes::REQUEST_URL, &url.place, "request-url", anchor, message);
            let server = spec.servers.first().map_or(&spec.path.place, |server| &server.url.place);
            self.push(difference.related(server, "the spec's server"));
        }
        for name in query_names(&url.value) {
            let path = format!("query.{name}");
            let mut known = documented.parameters.iter().chain(&spec.parameters);
            if !known.any(|parameter| parameter.path == path) {
                let message =
                    format!("the request URL has the query parameter {}, the spec has not", quoted(name));
                let anchor = Anchor::Inside(spec.anchors.clone());
                self.push(
                    Difference::new(codes::PARAMETER_MISSING_IN_SPEC, &url.place, &path, anchor, message)
                        .related(&spec.place, "the operation"),
                );
            }
        }
    }

    fn authentication(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let subject = "authentication";
        let anchor = Anchor::Own(spec.anchors.clone());
        match (&documented.authentication, &spec.authentication) {
            (Some(ours), Some(theirs)) if ours.value.eq_ignore_ascii_case(&theirs.value) => {}
            (Some(ours), Some(theirs)) => {
                self.text(codes::AUTHENTICATION, "authentication header", ours, theirs);
            }
            (Some(ours), None) => {
                let message =
                    format!("{} demands the header {}, the spec none", self.name(), quoted(&ours.value));
                self.push(
                    Difference::new(codes::AUTHENTICATION, &ours.place, subject, anchor, message)
                        .related(&spec.place, "the operation"),
                );
            }
            (None, Some(theirs)) if !self.may_be_silent() => {
                let message =
                    format!("{} no longer demands the header {}", self.name(), quoted(&theirs.value));
                self.push(
                    Difference::new(codes::AUTHENTICATION, &documented.place, subject, anchor, message)
                        .related(&theirs.place, "the header that the spec demands"),
                );
            }
            (None, _) => {}
        }
    }

    fn content_type(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        match (&documented.content_type, &spec.content_type) {
            (Some(ours), Some(theirs)) => self.text(codes::CONTENT_TYPE, "content type", ours, theirs),
            (None, Some(theirs)) if !self.may_be_silent() => {
                // Without a body there is nothing to have a type; that is reported as the body's absence.
                let Some(body) = self.documented_fields.get("request") else { return };
                let message = format!("{} does not say the content type of the request", self.name());
                let anchor = Anchor::Own(spec.anchors.clone());
                self.push(
                    Difference::new(codes::CONTENT_TYPE, &body.place, "content type", anchor, message)
                        .related(&theirs.place, "the spec's content type"),
                );
            }
            _ => {}
        }
    }

    fn statuses(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let lacks =
            |list: &[Status], status: &Status| list.iter().all(|one| one.code.value != status.code.value);
        let ours: Vec<_> =
            documented.statuses.iter().filter(|status| lacks(&spec.statuses, status)).collect();
        let theirs: Vec<_> =
            spec.statuses.iter().filter(|status| lacks(&documented.statuses, status)).collect();
        ours.iter().chain(&theirs).for_each(|status| self.close(&status.code.value));
        if let Some((ours, theirs)) = only_pair(&ours, &theirs, |_, _| true) {
            let (new, old) = (&ours.code.value, &theirs.code.value);
            let message = format!("{} has the response {new} where the spec has {old}", self.name());
            let anchor = Anchor::Own(theirs.anchors.clone());
            self.push(
                Difference::new(
                    codes::STATUS_CHANGED,
                    &ours.code.place,
                    &format!("responses.{new}"),
                    anchor,
                    message,
                )
                .related(&theirs.code.place, "the spec's response"),
            );
            return;
        }
        for Status { code, .. } in ours {
            let message = format!("{} has the response {}, the spec has not", self.name(), code.value);
            let anchor = Anchor::Inside(spec.anchors.clone());
            let subject = format!("responses.{}", code.value);
            self.push(
                Difference::new(codes::STATUS_MISSING_IN_SPEC, &code.place, &subject, anchor, message)
                    .related(&spec.place, "the operation"),
            );
        }
        for Status { code, anchors } in theirs {
            let message = format!("the spec has the response {}, {} has not", code.value, self.name());
            let subject = format!("responses.{}", code.value);
            let anchor = Anchor::Own(anchors.clone());
            self.push(
                Difference::new(codes::STATUS_MISSING_ON_PAGE, &documented.place, &subject, anchor, message)
                    .related(&code.place, "the spec's response"),
            );
        }
    }
}

/// Whether two addresses are of one page, in plain text or not.
pub(crate) fn same_address(one: &str, other: &str) -> bool {
    let plain = |address: &str| address.trim_end_matches('/').trim_end_matches(".txt").to_owned();
    plain(one) == plain(other)
}

fn without_query(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

fn query_names(url: &str) -> impl Iterator<Item = &str> {
    let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty())
}
