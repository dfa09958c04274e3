//! Everything that is logged, by this project or below it: spans and events of `tracing`, and records of `log`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, OnceLock};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// What was logged since [`start`].
#[derive(Debug, Default)]
pub struct Log {
    /// Spans in the order in which they began.
    pub spans: Vec<Entry>,
    /// Events in order.
    pub events: Vec<Entry>,
    /// Lines of the `log` crate.
    pub lines: Vec<String>,
}

/// A span or an event.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The module that logs.
    pub target: String,
    /// Of a span its name; of an event a place in the source.
    pub name: String,
    /// The level.
    pub level: Level,
    /// The fields, the message of an event among them.
    pub fields: BTreeMap<String, String>,
    id: Option<Id>,
}

impl Log {
    /// The spans of the wrapper.
    pub fn own_spans(&self) -> Vec<&Entry> {
        self.spans.iter().filter(|entry| is_own(entry)).collect()
    }

    /// The wrapper's events of a level.
    pub fn own_events(&self, level: Level) -> Vec<&Entry> {
        self.events.iter().filter(|entry| is_own(entry) && entry.level == level).collect()
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        format!("{:#?}\n{:#?}\n{}", self.spans, self.events, self.lines.join("\n"))
    }
}

fn is_own(entry: &Entry) -> bool {
    entry.target == "leegality" || entry.target.starts_with("leegality::")
}

/// One test at a time: there is one log for the whole process.
pub async fn start() -> tokio::sync::MutexGuard<'static, ()> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    static INSTALLED: OnceLock<()> = OnceLock::new();
    let turn = TURN.lock().await;
    INSTALLED.get_or_init(|| {
        tracing::subscriber::set_global_default(Registry::default().with(Capture)).unwrap();
        log::set_boxed_logger(Box::new(Capture)).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
    *the_log() = Log::default();
    turn
}

/// What was logged since [`start`].
pub fn the_log() -> MutexGuard<'static, Log> {
    static LOG: Mutex<Log> = Mutex::new(Log { spans: Vec::new(), events: Vec::new(), lines: Vec::new() });
    LOG.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Capture;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Capture {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let mut entry = Entry::of(attributes.metadata());
        entry.id = Some(id.clone());
        attributes.record(&mut entry);
        the_log().spans.push(entry);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        // An id is used again after its span has closed, so the last one counts.
        if let Some(entry) = the_log().spans.iter_mut().rfind(|entry| entry.id.as_ref() == Some(id)) {
            values.record(entry);
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut entry = Entry::of(event.metadata());
        event.record(&mut entry);
        the_log().events.push(entry);
    }
}

impl Entry {
    fn of(metadata: &tracing::Metadata<'_>) -> Self {
        Self {
            target: metadata.target().to_owned(),
            name: metadata.name().to_owned(),
            level: *metadata.level(),
            fields: BTreeMap::new(),
            id: None,
        }
    }
}

impl Visit for Entry {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.fields.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name().to_owned(), value.to_owned());
    }
}

impl log::Log for Capture {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}: {}", record.level(), record.target(), record.args());
        the_log().lines.push(line);
    }

    fn flush(&self) {}
}
