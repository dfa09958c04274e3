//! Puts our own way of sending into the generator's operations.
//!
//! The generator formats and parses the URL with each call, sends a header that Leegality does not document, copies the
//! answer's headers, and loses them and the status where an answer cannot be read. So of its client, this keeps the types and,
//! of each operation, the documentation, the signature, and the `match` that knows the documented statuses. What builds
//! the request and sends it becomes a call of `Client::send`, which is hand-written (`src/client.rs`).

use heck::ToSnakeCase;
use openapiv3::{OpenAPI, ReferenceOr};
use syn::{
    Attribute, Expr, ExprCall, ExprMethodCall, ExprTry, File, Ident, ImplItem, ImplItemFn, Item, ItemMod,
    Lit, LitStr, Local, Meta, MetaNameValue, Stmt, Type, parse_quote,
};

/// An operation of the spec, by the name of its function.
struct Operation<'a> {
    name: Ident,
    method: Ident,
    path: &'a str,
}

/// What of `client`, the generator's, the crate compiles.
pub(crate) fn rewrite(client: File, spec: &OpenAPI) -> Result<File, String> {
    let operations = operations(spec)?;
    let mut types = None;
    let mut functions = Vec::new();
    for item in client.items {
        match item {
            Item::Mod(module) if module.ident == "types" => types = Some(module),
            Item::Impl(block) if block.trait_.is_none() && is_client(&block.self_ty) => {
                functions.extend(block.items.into_iter().filter_map(|item| match item {
                    ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
                    _ => None,
                }));
            }
            // The generator's struct, its constructors and its imports.
            _ => {}
        }
    }
    let types = types.ok_or("the generator made no types")?;
    if functions.len() != operations.len() {
        return Err(format!("the generator made {} of {} operations", functions.len(), operations.len()));
    }
    let functions = functions.into_iter().map(|function| {
        let operation = operations.iter().find(|operation| function.sig.ident == operation.name);
        sent_by_us(operation.ok_or_else(|| format!("the spec has no `{}`", function.sig.ident))?, function)
    });
    Ok(file(&types, &functions.collect::<Result<Vec<_>, _>>()?, &operations))
}

fn operations(spec: &OpenAPI) -> Result<Vec<Operation<'_>>, String> {
    let mut operations = Vec::new();
    for (path, item) in &spec.paths.paths {
        let ReferenceOr::Item(item) = item else { return Err(format!("`{path}` is a reference")) };
        for (method, operation) in item.iter() {
            let id = operation.operation_id.as_deref();
            let id = id.ok_or_else(|| format!("`{method} {path}` has no operationId"))?;
            let (name, method) = (ident(&id.to_snake_case())?, ident(&method.to_uppercase())?);
            operations.push(Operation { name, method, path });
        }
    }
    Ok(operations)
}

fn ident(name: &str) -> Result<Ident, String> {
    syn::parse_str(name).map_err(|error| format!("`{name}`: {error}"))
}

fn is_client(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.path.is_ident("Client"))
}

/// The function with another body, and an argument for the auth token, which the generator leaves to its callers.
fn sent_by_us(operation: &Operation<'_>, mut function: ImplItemFn) -> Result<ImplItemFn, String> {
    let name = &operation.name;
    let inputs = &mut function.sig.inputs;
    // The client itself, and the body.
    if inputs.len() != 2 || !function.block.stmts.iter().any(has_json_body) {
        return Err(format!(
            "`{name}` takes something else than a JSON body, which `Client::send` cannot send; teach it and \
             `build/operations.rs` to"
        ));
    }
    let Some(Stmt::Expr(verdict @ Expr::Match(_), None)) = function.block.stmts.pop() else {
        return Err(format!(
            "`{name}` does not end in a `match` on the status; see what the generator makes now"
        ));
    };
    if let Expr::Match(verdict) = &verdict
        && !verdict.arms.iter().all(|arm| is_known(&arm.body))
    {
        return Err(format!(
            "`{name}` has an answer that is not JSON, or none at all, which `ResponseValue` cannot hold; teach it and \
             `build/operations.rs` to"
        ));
    }
    inputs.insert(1, parse_quote!(auth_token: Option<HeaderValue>));
    for attribute in &mut function.attrs {
        document_auth_token(attribute);
    }
    let method = &operation.method;
    function.block = parse_quote!({
        let response = self.send(Method::#method, &self.urls.#name, auth_token, body).await?;
        #verdict
    });
    Ok(function)
}

fn document_auth_token(attribute: &mut Attribute) {
    if let Meta::NameValue(MetaNameValue { value: Expr::Lit(docs), .. }) = &mut attribute.meta
        && let Lit::Str(text) = &docs.lit
    {
        let auth_token = "Arguments:\n- `auth_token`: Sent as the auth header, marked sensitive.\n";
        docs.lit = Lit::Str(LitStr::new(&text.value().replace("Arguments:\n", auth_token), text.span()));
    }
}

/// Whether a statement is the generator's `let request = self.client.….json(&body).….build()?`. A form has another
/// method there, and the same signature.
fn has_json_body(statement: &Stmt) -> bool {
    let Stmt::Local(Local { init: Some(request), .. }) = statement else { return false };
    let mut part = &*request.expr;
    loop {
        part = match part {
            Expr::MethodCall(ExprMethodCall { method, .. }) if method == "json" => return true,
            Expr::MethodCall(ExprMethodCall { receiver, .. }) => receiver,
            Expr::Try(ExprTry { expr, .. }) => expr,
            _ => return false,
        };
    }
}

/// Whether an arm of the `match` reads JSON, or leaves the answer as it is.
fn is_known(arm: &Expr) -> bool {
    match arm {
        Expr::Block(block) => matches!(&block.block.stmts[..], [Stmt::Expr(inner, None)] if is_known(inner)),
        Expr::Await(inner) => is_known(&inner.base),
        Expr::Try(inner) => is_known(&inner.expr),
        Expr::Call(ExprCall { func, args, .. }) => {
            let Expr::Path(path) = &**func else { return false };
            match path.path.segments.last() {
                Some(last) if last.ident == "from_response" || last.ident == "UnexpectedResponse" => true,
                Some(last) if last.ident == "empty" || last.ident == "stream" => false,
                _ => args.iter().all(is_known),
            }
        }
        _ => false,
    }
}

fn file(types: &ItemMod, functions: &[ImplItemFn], operations: &[Operation<'_>]) -> File {
    let names: Vec<_> = operations.iter().map(|operation| &operation.name).collect();
    let paths = operations.iter().map(|operation| operation.path);
    parse_quote!(
        use http::{HeaderValue, Method};
        use reqwest::Url;

        use crate::client::{Client, below};
        use crate::error::Error;
        use crate::response::ResponseValue;

        #types

        /// The URL of each operation.
        #[derive(Clone, Debug)]
        pub(crate) struct Urls {
            #(pub(crate) #names: Url,)*
        }

        impl Urls {
            pub(crate) fn new(base_url: &Url) -> Self {
                Self { #(#names: below(base_url, #paths),)* }
            }
        }

        impl Client {
            #(#functions)*
        }
    )
}
