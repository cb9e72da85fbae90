//! What a browser remembers for the host that it talks to (RFC 6265, 5.2 to 5.4).

use cookie_store::CookieStore;
use url::Url;

use crate::exchange::model::Exchange;

/// A cookie jar.
#[derive(Debug, Default)]
pub(super) struct Cookies(CookieStore);

impl Cookies {
    /// What is sent along to this address.
    pub(super) fn header(&self, url: &Url) -> Option<String> {
        let pairs = self.0.get_request_values(url);
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Keeps what an answer sets; what cannot be read is left.
    pub(super) fn keep(&mut self, exchange: &Exchange, url: &Url) {
        let headers = exchange
            .response
            .iter()
            .flat_map(|response| &response.headers);
        let set = headers.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        for (_, value) in set {
            let _ = self.0.parse(value, url);
        }
    }
}
