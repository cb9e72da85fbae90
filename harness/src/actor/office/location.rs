//! Where a document can be fetched and what is stated of it: the same answer from an office's API and from the PCT service.

use jiff::SignedDuration;
use serde_json::Value;
use url::Url;

use super::answer::{Answer, member};
use super::file::{quantity, signed_url};
use crate::actor::documents::sha256;
use crate::stop::{Step, Stop};

/// How long a download URL is at most good: no published source says so, and ours lasts a quarter of an hour.
pub const LONGEST_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// The download URL in an answer.
pub fn download_url(location: &Answer) -> Option<Url> {
    signed_url(&location.body(), "fileDownloadUrl")
}

/// Demands that the answer says where the document is.
pub fn demand_download_url(location: &Answer) -> Step {
    if download_url(location).is_some() {
        return Ok(());
    }
    let received = format!("{location} without fileDownloadUrl");
    Err(Stop::violated(
        location.finding("an answer with fileDownloadUrl", received),
    ))
}

/// Demands that what is fetched by the download URL is encrypted on its way.
pub fn demand_encrypted(location: &Answer) -> Step {
    match download_url(location) {
        Some(url) if url.scheme() != "https" => Err(Stop::violated(location.finding(
            "a signed URL that begins with https:",
            format!("{}: in a signed URL", url.scheme()),
        ))),
        _ => Ok(()),
    }
}

/// Demands that what was fetched is what is kept.
pub fn demand_content(fetched: &Answer, kept: &[u8]) -> Step {
    let [kept, received] = [kept, fetched.octets()].map(sha256);
    if received == kept {
        return Ok(());
    }
    Err(Stop::violated(fetched.finding(
        &format!("content of SHA-256 {kept}"),
        format!("content of SHA-256 {received}"),
    )))
}

/// Demands that a stated checksum is that of the content; upper case is the same number.
pub fn demand_checksum(location: &Answer, fetched: &Answer) -> Step {
    let right = sha256(fetched.octets());
    let is_right = |stated: &Value| {
        let stated = stated.as_str();
        stated.is_some_and(|stated| stated.eq_ignore_ascii_case(&right))
    };
    demand_stated(location, "fileChecksum", &right, is_right)
}

/// Demands that a stated size is that of the content; whether it stands there as a number is another demand.
pub fn demand_size(location: &Answer, fetched: &Answer) -> Step {
    let right = fetched.octets().len();
    let is_right = |stated: &Value| quantity(stated) == u64::try_from(right).ok();
    demand_stated(location, "fileSizeQuantity", &right.to_string(), is_right)
}

/// Who states nothing of the kind is not judged by it.
fn demand_stated(
    location: &Answer,
    name: &str,
    right: &str,
    is_right: impl Fn(&Value) -> bool,
) -> Step {
    let body = location.body();
    let stated = member(&body, name).filter(|stated| !stated.is_null());
    match stated.filter(|stated| !is_right(stated)) {
        None => Ok(()),
        Some(stated) => Err(Stop::violated(location.finding(
            &format!("{name} {right}, as fetched"),
            format!("{name} {stated}"),
        ))),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use serde_json::json;

    use super::*;
    use crate::actor::office::tests::exchange;

    fn answer(body: &Value) -> Answer {
        Answer::of(exchange(200, &body.to_string())).unwrap()
    }

    #[test]
    fn what_is_stated_may_be_spelt_otherwise_and_not_be_something_else() {
        let fetched = answer(&json!("document"));
        let sum = sha256(fetched.octets());
        let size = fetched.octets().len();
        for right in [json!(sum), json!(sum.to_uppercase()), Value::Null] {
            let location = answer(&json!({"fileChecksum": right}));
            assert_eq!(demand_checksum(&location, &fetched), Ok(()), "{right}");
        }
        for right in [json!(size), json!(size.to_string()), Value::Null] {
            let location = answer(&json!({"fileSizeQuantity": right}));
            assert_eq!(demand_size(&location, &fetched), Ok(()), "{right}");
        }
        let wrong = answer(&json!({"fileChecksum": sha256(b""), "fileSizeQuantity": size + 1}));
        demand_checksum(&wrong, &fetched).unwrap_err();
        demand_size(&wrong, &fetched).unwrap_err();
        assert_eq!(demand_size(&answer(&json!({})), &fetched), Ok(()));
    }
}
