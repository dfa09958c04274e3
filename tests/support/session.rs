//! Session caches on a stage: a clock of their own, and answers to logins.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use leegality::{SessionCache, SessionCacheBuilder};

use crate::sample;
use crate::server::{Reply, Server};

/// A clock that goes when it is told to. It begins at an odd time of day: only differences count.
#[derive(Clone, Debug)]
pub struct Time(Arc<Mutex<SystemTime>>);

impl Time {
    /// A clock of its own.
    #[allow(clippy::new_without_default, reason = "there is no usual time")]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000))))
    }

    /// Puts it forward.
    pub fn pass(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }

    /// Sets it back.
    pub fn turn_back(&self, seconds: u64) {
        *self.0.lock().unwrap() -= Duration::from_secs(seconds);
    }
}

impl leegality::Clock for Time {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

/// The answer to a login: a token, and its lifetime in seconds as JSON.
pub fn login(token: &str, expires_in: &str) -> Reply {
    Reply::json(200, &format!(r#"{{"data":{{"accessToken":"{token}","expiresIn":{expires_in}}}}}"#))
}

/// The documented answer to a wrong password.
pub fn wrong_credentials() -> Reply {
    Reply::json(401, r#"{"code":"LE_ERR_SS_401","errors":[{"code":"LE_ERR_SS_301","message":"wrong"}]}"#)
}

/// The same 200 milliseconds later.
pub fn slowly(reply: Reply) -> Reply {
    Reply::After(Duration::from_millis(200), Box::new(reply))
}

/// A cache for `server` whose client never tries again.
pub fn builder(server: &Server) -> SessionCacheBuilder {
    SessionCache::builder(sample::client(server).build().unwrap(), sample::credentials())
}

/// [`builder`]'s cache with a clock.
pub fn cache(server: &Server, time: &Time) -> SessionCache {
    builder(server).clock(time.clone()).build()
}

/// The token that a caller gets.
pub async fn token(cache: &SessionCache) -> String {
    cache.session().await.unwrap().access_token().expose().to_owned()
}

/// Waits until the server has seen so many logins.
pub async fn logins(server: &Server, count: usize) {
    let seen = async {
        while server.requests().len() < count {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), seen).await.expect("the logins do not come");
    assert_eq!(server.requests().len(), count);
}
