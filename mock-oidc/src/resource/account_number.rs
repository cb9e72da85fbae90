//! Numbers of accounts, and what is told in their place (FDX API Security Profile, part 3, masking and hashing).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::{FaultPlan, entropy};
use openssl::hash::{MessageDigest, hash};
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use super::faults::account_number::{
    HASHES_WITH_SHA_1, HASHES_WITHOUT_SALT, MASKS_BEYOND_RECOGNITION, SHOWS_WHOLE_ACCOUNT_NUMBERS,
};

/// How many digits a number has.
const DIGITS: usize = 12;
/// How many of them a masked number shows.
const SHOWN: usize = 4;

/// The number of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountNumber(String);

/// Without the digits, which nobody is to find in a log.
impl std::fmt::Debug for AccountNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AccountNumber")
    }
}

impl AccountNumber {
    /// A number that nobody has.
    pub fn fresh() -> Self {
        let octets: [u8; DIGITS] = entropy::octets();
        let digits = octets.map(|octet| char::from(b'0' + octet % 10));
        Self(digits.into_iter().collect())
    }

    /// The digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether somebody has named these very digits.
    pub fn is(&self, named: &str) -> bool {
        self.0.as_bytes().ct_eq(named.as_bytes()).into()
    }
}

/// The number with its last digits alone, as long as it is.
pub fn masked(number: &AccountNumber, faults: &FaultPlan) -> String {
    if faults.commits(&SHOWS_WHOLE_ACCOUNT_NUMBERS) {
        return number.0.clone();
    }
    if faults.commits(&MASKS_BEYOND_RECOGNITION) {
        return "*".to_owned();
    }
    let hidden = number.0.len().saturating_sub(SHOWN);
    format!("{}{}", "*".repeat(hidden), &number.0[hidden..])
}

/// A hash of the number with a salt before it, and how it was made.
pub fn hashed(number: &AccountNumber, faults: &FaultPlan) -> Option<Value> {
    let salt = if faults.commits(&HASHES_WITHOUT_SALT) {
        String::new()
    } else {
        entropy::identifier()
    };
    let (name, algorithm) = if faults.commits(&HASHES_WITH_SHA_1) {
        ("SHA-1", MessageDigest::sha1())
    } else {
        ("SHA-256", MessageDigest::sha256())
    };
    let salted = format!("{salt}{}", number.0);
    let digest = hash(algorithm, salted.as_bytes()).ok()?;
    let digest = Base64UrlUnpadded::encode_string(&digest);
    Some(json!({ "algorithm": name, "salt": salt, "digest": digest }))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn a_masked_number_is_as_long_and_ends_alike() {
        let number = AccountNumber::fresh();
        let masked = masked(&number, &FaultPlan::default());
        assert_eq!(masked.len(), DIGITS);
        assert!(number.digits().ends_with(masked.trim_start_matches('*')));
        assert_eq!(masked.matches('*').count(), DIGITS - SHOWN);
    }

    #[test]
    fn two_hashes_of_one_number_differ() {
        let number = AccountNumber::fresh();
        let hashed = || hashed(&number, &FaultPlan::default()).unwrap();
        assert_ne!(hashed()["digest"], hashed()["digest"]);
    }
}
