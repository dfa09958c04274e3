//! Shares one Sign Station login among many tasks: `session`.
//!
//! Besides the variables of every client, `LEEGALITY_USERNAME` and `LEEGALITY_PASSWORD` say who logs in, and
//! `LEEGALITY_SIGN_STATION_URL` where Sign Station is, if it is installed on a host of its own.

use std::env;
use std::error::Error;
use std::time::Duration;

use leegality::{Client, Credentials, SessionCache};
use tokio::task::JoinSet;

const TASKS: usize = 10;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let credentials = Credentials::new(env::var("LEEGALITY_USERNAME")?, env::var("LEEGALITY_PASSWORD")?);
    let sessions = SessionCache::builder(Client::from_env()?, credentials)
        .refresh_ahead(Duration::from_secs(60)) // before the session expires
        .build();

    // Each task asks when it needs the header, and keeps it for one call only.
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let sessions = sessions.clone();
        tasks.spawn(async move { sessions.authorization().await });
    }
    for authorization in tasks.join_all().await {
        // The value of `Authorization` for a call to Sign Station, made by any HTTP client. It prints as `Sensitive`.
        println!("a task has {:?}", authorization?);
    }

    let session = sessions.session().await?;
    println!("logged in as {}", session.user().name().unwrap_or("somebody without a name"));

    // Where Sign Station answered 401: the value that it refused is given up, and the next task logs in again.
    let refused = session.authorization();
    sessions.invalidate(&refused);
    let renewed = sessions.authorization().await?;
    println!("another session: {}", renewed != refused);
    Ok(())
}
