//! A web client under test: how it is set up, how users sign in through it, and what the other parties received meanwhile.
//!
//! It is driven by a browser alone. The reference client is spawned for each scenario; any other runs where its target file says.

pub mod asked;
pub mod attempt;
pub mod deviation;
pub mod set_up;
pub mod sign_in;

use url::Url;

/// Where a web client is, and how it shows that a user is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebClientFacts {
    /// Its client id.
    pub client_id: String,
    /// Where signing in begins.
    pub start: Url,
    /// Where signing in through another authorization server begins, where it deals with two.
    pub start_elsewhere: Option<Url>,
    /// Where that server sends its responses.
    pub redirect_uri_elsewhere: Option<Url>,
    /// Where the resource is read again with the tokens that a session holds; it is posted to.
    pub again: Option<Url>,
    /// Where notifications are posted to.
    pub notifications: Option<Url>,
    /// A text of the last page, where the user is signed in and the resource was read.
    pub done: String,
}
