//! One call to a host, and what its answer tells about the way there.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mock_kit::Clock;
use reqwest::header::{AGE, DATE, HeaderMap};
use url::Url;

use super::address::root;
use super::unreachable::{explain, is_alert};
use crate::error::ConfigurationError;
use crate::target::Target;

/// How long a host may take to answer its first call.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// An answer, of whatever status.
pub(super) struct Answer {
    pub(super) response: reqwest::Response,
    /// How far its clock is ahead of ours, where it says.
    pub(super) ahead: Option<SignedDuration>,
}

/// Calls an address that stands under a key of the target file.
pub(super) async fn call(
    target: &Target,
    http: &reqwest::Client,
    url: &Url,
    key: &[&str],
) -> Result<Answer, ConfigurationError> {
    let asked = http.get(url.clone()).timeout(PATIENCE).send().await;
    let response = asked.map_err(|error| unreached(target, url, key, &error))?;
    let ahead = ahead(response.headers(), Clock::system().now());
    Ok(Answer { response, ahead })
}

/// Calls the host of an address that stands under a key or follows from what does: whether anybody is there. One that ends TLS because it
/// wants a certificate is.
pub(in super::super) async fn reach(
    target: &Target,
    http: &reqwest::Client,
    url: &Url,
    key: &[&str],
) -> Result<(), ConfigurationError> {
    let url = root(url);
    let asked = http.get(url.clone()).timeout(PATIENCE).send().await;
    match asked {
        Err(error) if !is_alert(&error) => Err(unreached(target, &url, key, &error)),
        _ => Ok(()),
    }
}

fn unreached(
    target: &Target,
    url: &Url,
    key: &[&str],
    error: &reqwest::Error,
) -> ConfigurationError {
    let cause = explain(error, url);
    target
        .blame(key, format!("{url} cannot be reached: {}", cause.problem))
        .fix(cause.fix)
}

/// How far the clock of whoever made this answer is ahead (RFC 9110, 6.6.1); an answer from a cache has grown older since (RFC 9111, 5.1).
fn ahead(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let date = jiff::fmt::rfc2822::parse(text(DATE)?).ok()?.timestamp();
    let age = text(AGE).and_then(|age| age.parse::<i64>().ok());
    let then = date + SignedDuration::from_secs(age.unwrap_or_default());
    Some(then.duration_since(now))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let lines = lines.iter();
        let pairs = lines.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        pairs.collect()
    }

    #[test]
    fn the_age_of_an_answer_from_a_cache_is_no_offset() {
        let now: Timestamp = "1994-11-06T08:50:37Z".parse().unwrap();
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        let behind = ahead(&headers(&[date]), now).unwrap();
        assert_eq!(behind, SignedDuration::from_secs(-60));
        let cached = ahead(&headers(&[date, ("age", "60")]), now).unwrap();
        assert_eq!(cached, SignedDuration::ZERO);
        assert_eq!(ahead(&headers(&[("date", "today")]), now), None);
    }
}
