//! Which browser is speaking: a cookie that only this host can set ties an interaction to it (RFC 6265bis, 4.1.3.2).

use http::{HeaderMap, HeaderValue, header};

/// Name of the cookie. Its prefix makes browsers refuse it from anywhere but this host over TLS.
const COOKIE: &str = "__Host-interaction";

/// The value of the cookie in a request.
#[must_use]
pub fn of(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).into_iter();
    let pairs = cookies
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let mut own = pairs.filter(|(name, _)| *name == COOKIE);
    own.next().map(|(_, value)| value)
}

/// Has the browser keep `value`.
pub fn remember(headers: &mut HeaderMap, value: &str) {
    let cookie = format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
}
