//! What can be changed about a signed URL, without knowing how its storage signs.

use url::Url;

use crate::named::named;
use crate::stop::Stop;

named! {
    /// A use of a signed URL for which it was not signed.
    pub enum Alteration {
        /// Another `Content-Type` in an upload.
        OtherType = "with another content type",
        /// The path of another signed URL under the signature of this one.
        OtherObject = "for the object of another file",
        /// A later expiry under the old signature.
        LaterExpiry = "with a later expiry",
        /// A character of the signature exchanged.
        AlteredSignature = "with an altered signature",
        /// Nothing but the path.
        Unsigned = "without its signature",
        /// GET where PUT was signed.
        Reading = "to read what was uploaded",
        /// PUT where GET was signed.
        Writing = "to write",
    }
}

impl Alteration {
    /// The URL as it is used; what is not about the URL leaves it as it is.
    ///
    /// # Errors
    /// Where the URL has no parameter of the kind: the demand does not concern such a URL.
    pub fn altered(self, url: &Url) -> Result<Url, Stop> {
        let altered = match self {
            Self::LaterExpiry => with_later_expiry(url),
            Self::AlteredSignature => with_altered_signature(url),
            Self::Unsigned => unsigned(url),
            Self::OtherType | Self::OtherObject | Self::Reading | Self::Writing => {
                Some(url.clone())
            }
        };
        altered.ok_or_else(nothing_to_alter)
    }
}

/// The URL with the path of another one.
#[must_use]
pub fn pointed_at(url: &Url, other: &Url) -> Url {
    let mut pointed = url.clone();
    pointed.set_path(other.path());
    pointed
}

/// The URL without any parameters; `None` where it has none, so that the path alone is the secret.
#[must_use]
pub fn unsigned(url: &Url) -> Option<Url> {
    url.query().filter(|query| !query.is_empty())?;
    let mut unsigned = url.clone();
    unsigned.set_query(None);
    Some(unsigned)
}

/// The URL with a changed signature: the parameter so named, otherwise the longest one. `None` where there are no parameters.
#[must_use]
pub fn with_altered_signature(url: &Url) -> Option<Url> {
    let pairs = pairs(url);
    let named = pairs
        .iter()
        .position(|(name, _)| name.to_ascii_lowercase().contains("sig"));
    let longest = || (0..pairs.len()).max_by_key(|index| pairs[*index].1.len());
    altered(url, named.or_else(longest)?, with_another_last_character)
}

/// The URL with a later expiry; `None` where no parameter shows one.
#[must_use]
pub fn with_later_expiry(url: &Url) -> Option<Url> {
    let place = pairs(url)
        .iter()
        .position(|(name, value)| is_expiry(name) && later(value).is_some())?;
    altered(url, place, |value| later(value).unwrap_or_default())
}

fn nothing_to_alter() -> Stop {
    Stop::not_applicable("the signed URL shows no such parameter, so that nothing can be altered")
}

fn is_expiry(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("expir") || name == "se"
}

/// Two hours later: seconds since 1970, a number of seconds, or a timestamp.
fn later(value: &str) -> Option<String> {
    const TWO_HOURS: i64 = 2 * 60 * 60;
    if let Ok(seconds) = value.parse::<i64>() {
        return Some((seconds + TWO_HOURS).to_string());
    }
    let moment: jiff::Timestamp = value.parse().ok()?;
    let later = moment
        .checked_add(jiff::SignedDuration::from_secs(TWO_HOURS))
        .ok()?;
    Some(later.to_string())
}

fn with_another_last_character(value: &str) -> String {
    let padding = value.len() - value.trim_end_matches('=').len();
    let (text, end) = value.split_at(value.len() - padding);
    let mut characters: Vec<char> = text.chars().collect();
    // The second last one, for the last one of base64 may have bits that do not count.
    let place = characters.len().saturating_sub(2);
    if let Some(character) = characters.get_mut(place) {
        *character = if *character == '0' { '1' } else { '0' };
    }
    characters.into_iter().chain(end.chars()).collect()
}

fn pairs(url: &Url) -> Vec<(String, String)> {
    url.query_pairs().into_owned().collect()
}

fn altered(url: &Url, place: usize, change: impl Fn(&str) -> String) -> Option<Url> {
    let mut pairs = pairs(url);
    let value = change(&pairs.get(place)?.1);
    pairs[place].1 = value;
    let mut altered = url.clone();
    altered.query_pairs_mut().clear().extend_pairs(pairs);
    Some(altered)
}
