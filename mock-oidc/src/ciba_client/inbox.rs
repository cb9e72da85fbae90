//! What the client has asked for and awaits, and what it was told.

use std::collections::HashMap;

use serde_json::Value;

use super::acknowledgement::Acknowledgement;
use super::client::CibaClient;
use super::request::Asked;

/// Requests that it awaits a notification of, and notifications that it believed.
#[derive(Debug, Default)]
pub struct Inbox {
    /// The token of each request by its `auth_req_id`.
    awaited: HashMap<String, String>,
    believed: HashMap<String, Value>,
}

/// What is wrong with a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing.
    None,
    /// It does not come with the token of a request.
    Token,
    /// It is of a request that was never made.
    Request,
}

/// A request whose notification is awaited until this is dropped.
pub struct Awaited<'a> {
    client: &'a CibaClient,
    auth_req_id: &'a str,
    token: &'a str,
}

impl CibaClient {
    /// Awaits the notification of a request.
    pub fn await_notification<'a>(
        &'a self,
        acknowledged: &'a Acknowledgement,
        asked: &'a Asked,
    ) -> Awaited<'a> {
        let (client, auth_req_id) = (self, acknowledged.auth_req_id.as_str());
        let token = asked.notification_token.as_str();
        self.inbox().await_notification(auth_req_id, token);
        Awaited {
            client,
            auth_req_id,
            token,
        }
    }
}

impl Drop for Awaited<'_> {
    fn drop(&mut self) {
        self.client.inbox().forget(self.auth_req_id, self.token);
    }
}

impl Inbox {
    /// Awaits a notification of this request, with this token.
    fn await_notification(&mut self, auth_req_id: &str, token: &str) {
        self.awaited
            .insert(auth_req_id.to_owned(), token.to_owned());
    }

    /// CIBA, 10.2 and 10.3.1: the token is one of ours, and that of this request.
    pub fn doubt(&self, auth_req_id: &str, token: Option<&str>) -> Doubt {
        let known = self
            .awaited
            .values()
            .any(|known| Some(known.as_str()) == token);
        match self.awaited.get(auth_req_id) {
            Some(own) if Some(own.as_str()) == token => Doubt::None,
            None if known => Doubt::Request,
            Some(_) | None => Doubt::Token,
        }
    }

    /// Takes a notification for good.
    pub fn believe(&mut self, auth_req_id: &str, body: Value) {
        self.believed.insert(auth_req_id.to_owned(), body);
    }

    /// Forgets a request that nobody waits for any more, unless a server has given its name to a later one.
    fn forget(&mut self, auth_req_id: &str, token: &str) {
        let awaited = self.awaited.get(auth_req_id);
        if awaited.is_some_and(|own| own == token) {
            self.awaited.remove(auth_req_id);
            self.believed.remove(auth_req_id);
        }
    }

    /// The notification of this request, once.
    pub fn take(&mut self, auth_req_id: &str) -> Option<Value> {
        self.believed.remove(auth_req_id)
    }

    /// Any notification, which only a client that misbehaves takes for its own.
    pub fn take_any(&mut self) -> Option<Value> {
        let name = self.believed.keys().next().cloned()?;
        self.believed.remove(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_forgotten_with_its_own_token_only() {
        let mut inbox = Inbox::default();
        inbox.await_notification("name", "earlier");
        inbox.await_notification("name", "later");
        inbox.forget("name", "earlier");
        assert_eq!(inbox.doubt("name", Some("later")), Doubt::None);
        inbox.forget("name", "later");
        assert_eq!(inbox.doubt("name", Some("later")), Doubt::Token);
    }
}
