//! What the stand-in knows, under one lock.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::account::Account;
use crate::fault::{Fault, Moment};
use crate::invitation::{Invitation, InvitationState, SignType};
use crate::record::{LedgerEntry, RecordedRequest, Requests};
use crate::script::Script;
use crate::seed::Seed;
use crate::user::{Conduct, User};

/// Path under which sign URLs stand.
pub(crate) const SIGN_PATH: &str = "/sign/";

/// Accounts, invitations, users and what was seen so far.
pub(crate) struct State {
    seed: Seed,
    address: SocketAddr,
    origin: String,
    first_account: String,
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    accounts: HashMap<String, Account>,
    invitations: Vec<Entry>,
    by_sign_url: HashMap<String, usize>,
    users: HashMap<String, User>,
    logins: u64,
    connections: u64,
    requests: Requests,
    script: Script,
}

/// An invitation and how often it was signed.
struct Entry {
    sign_url: String,
    invitee: String,
    state: InvitationState,
    sign_type: SignType,
    count: u64,
}

/// What became of an attempt to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Signed,
    InvitationNotExists,
    ProfileNotExists,
}

/// What became of a login.
pub(crate) enum Login {
    /// The user, and the signature of the access token to issue.
    Accepted(User, Vec<u8>),
    Rejected,
    Failed,
}

impl State {
    /// A state with one account and nothing else. The server listens at `address`, and clients know it as `origin`.
    pub(crate) fn new(
        seed: Seed,
        address: SocketAddr,
        origin: String,
        account: Account,
        requests: Requests,
    ) -> Self {
        let first_account = account.auth_token.clone();
        let shelves = Mutex::new(Shelves { requests, ..Shelves::default() });
        let state = Self { seed, address, origin, first_account, shelves };
        state.add_account(account);
        state
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn add_account(&self, account: Account) {
        self.open().accounts.insert(account.auth_token.clone(), account);
    }

    pub(crate) fn add_user(&self, user: User) {
        self.open().users.insert(user.username.clone(), user);
    }

    /// Adds the invitation and returns its sign URL.
    pub(crate) fn add_invitation(&self, invitation: Invitation) -> String {
        let shelves = &mut *self.open();
        let index = shelves.invitations.len();
        let sign_url = invitation.sign_url.unwrap_or_else(|| {
            format!("{}{SIGN_PATH}{}", self.origin, self.seed.invitation_id(index as u64))
        });
        shelves.by_sign_url.insert(sign_url.clone(), index);
        shelves.invitations.push(Entry {
            sign_url: sign_url.clone(),
            invitee: invitation.invitee.unwrap_or_else(|| self.first_account.clone()),
            state: invitation.state,
            sign_type: invitation.sign_type,
            count: 0,
        });
        sign_url
    }

    pub(crate) fn knows_account(&self, auth_token: &str) -> bool {
        self.open().accounts.contains_key(auth_token)
    }

    /// Signs an invitation, if the account may: looked up and marked in one step, so that it happens once.
    pub(crate) fn sign(&self, auth_token: &str, sign_url: &str, profile_id: &str) -> Verdict {
        let shelves = &mut *self.open();
        let Some(entry) =
            shelves.by_sign_url.get(sign_url).and_then(|&index| shelves.invitations.get_mut(index))
        else {
            return Verdict::InvitationNotExists;
        };
        if entry.sign_type != SignType::DocSigner
            || entry.state != InvitationState::Active
            || entry.invitee != auth_token
        {
            return Verdict::InvitationNotExists;
        }
        let account = shelves.accounts.get(auth_token);
        if !account.is_some_and(|account| account.profile_ids.iter().any(|known| known == profile_id)) {
            return Verdict::ProfileNotExists;
        }
        entry.state = InvitationState::Signed;
        entry.count += 1;
        Verdict::Signed
    }

    /// State and sign type of the invitation with this sign URL.
    pub(crate) fn invitation(&self, sign_url: &str) -> Option<(InvitationState, SignType)> {
        let shelves = self.open();
        let entry = shelves.by_sign_url.get(sign_url).and_then(|&index| shelves.invitations.get(index))?;
        Some((entry.state, entry.sign_type))
    }

    pub(crate) fn log_in(&self, username: &str, password: &str) -> Login {
        let shelves = &mut *self.open();
        match shelves.users.get(username) {
            Some(user) if user.conduct == Conduct::Fails => Login::Failed,
            Some(user) if user.password == password => {
                // Two logins within one second get two tokens.
                shelves.logins += 1;
                Login::Accepted(user.clone(), self.seed.signature(shelves.logins))
            }
            _ => Login::Rejected,
        }
    }

    /// Counts a connection and returns its number.
    pub(crate) fn add_connection(&self) -> u64 {
        let mut shelves = self.open();
        shelves.connections += 1;
        shelves.connections
    }

    pub(crate) fn connections(&self) -> u64 {
        self.open().connections
    }

    pub(crate) fn follow(&self, script: Script) {
        self.open().script = script;
    }

    /// Takes the next fault off the script, if it strikes by now.
    pub(crate) fn take_due(&self, now: Moment) -> Option<Fault> {
        let script = &mut self.open().script;
        script.peek().filter(|fault| fault.moment() <= now)?;
        script.take()
    }

    /// Writes the request down and returns its fault: in one step, so that both have the same order.
    pub(crate) fn record(&self, request: RecordedRequest) -> Fault {
        let shelves = &mut *self.open();
        shelves.requests.add(request);
        shelves.script.take().unwrap_or(Fault::None)
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.open().requests.kept()
    }

    pub(crate) fn request_count(&self) -> u64 {
        self.open().requests.count()
    }

    pub(crate) fn ledger(&self) -> Vec<LedgerEntry> {
        let shelves = self.open();
        let entries = shelves.invitations.iter();
        entries.map(|entry| LedgerEntry { sign_url: entry.sign_url.clone(), count: entry.count }).collect()
    }

    fn open(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
