//! What a request of a browser says about it: its session, and where it is.

use std::net::IpAddr;

use http::HeaderMap;
use http::header::COOKIE;
use http::request::Parts;
use mock_kit::CallerAddress;

/// The cookie that names the session; its prefix keeps other hosts and paths from setting it (RFC 6265bis, 4.1.3.2).
const SESSION_COOKIE: &str = "__Host-session";

/// A browser, as its request shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Its session, where it has one.
    pub session: Option<String>,
    /// Its address.
    pub address: Option<IpAddr>,
}

impl Browser {
    /// Who sent `request`.
    pub fn of(request: &Parts) -> Self {
        let address = request.extensions.get::<CallerAddress>();
        Self {
            session: session(&request.headers),
            address: address.map(|caller| caller.0),
        }
    }
}

/// The header value that gives a browser its session.
pub fn set_cookie(session: &str) -> String {
    format!("{SESSION_COOKIE}={session}; Path=/; Secure; HttpOnly; SameSite=Lax")
}

fn session(headers: &HeaderMap) -> Option<String> {
    let fields = headers.get_all(COOKIE).iter();
    let texts = fields.filter_map(|field| field.to_str().ok());
    let mut pairs = texts
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let found = pairs.find(|(name, _)| *name == SESSION_COOKIE);
    found.map(|(_, value)| value.to_owned())
}
