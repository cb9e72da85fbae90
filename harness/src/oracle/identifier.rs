//! Whether an identifier could be guessed by somebody who has seen a few of its kind.

/// Fewer bits than this can be guessed.
const ENOUGH_BITS: f64 = 64.0;

/// Why identifiers can be guessed: too short for their alphabet, or alike but for a few characters.
pub fn guessable(ids: &[String]) -> Option<&'static str> {
    if ids.iter().any(|id| bits(id) < ENOUGH_BITS) {
        return Some("too few possibilities");
    }
    let differing = |pair: &[String]| {
        let (one, other) = (pair[0].as_bytes(), pair[1].as_bytes());
        let differing = one
            .iter()
            .zip(other)
            .filter(|(one, other)| one != other)
            .count();
        differing + one.len().abs_diff(other.len())
    };
    let is_alike = |pair: &[String]| differing(pair) < 6;
    ids.windows(2)
        .any(is_alike)
        .then_some("alike but for a few characters")
}

/// Whether a text is a UUID as RFC 4122, 3, writes one.
pub fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths = groups.iter().map(|group| group.len());
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    lengths.eq([8, 4, 4, 4, 12]) && groups.iter().all(digits)
}

/// How many bits an identifier can hold at most, by its length and the kinds of its characters.
#[expect(
    clippy::cast_precision_loss,
    reason = "an estimate of an identifier's few characters"
)]
fn bits(id: &str) -> f64 {
    let significant = id.bytes().filter(u8::is_ascii_alphanumeric).count();
    let alphabet: f64 = if id.bytes().all(|byte| !byte.is_ascii_alphabetic()) {
        10.0
    } else if id
        .bytes()
        .all(|byte| !byte.is_ascii_alphabetic() || byte.is_ascii_hexdigit())
    {
        16.0
    } else {
        36.0
    };
    significant as f64 * alphabet.log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_uuid_has_five_groups_of_hexadecimal_digits() {
        assert!(is_uuid("c770aef3-6784-41f7-8E0E-ff5f97bddb3a"));
        for other in [
            "",
            "c770aef3678441f78e0eff5f97bddb3a",
            "c770aef3-6784-41f7-8e0e-ff5f97bddb3g",
        ] {
            assert!(!is_uuid(other), "{other}");
        }
    }

    #[test]
    fn counted_identifiers_are_guessable() {
        assert!(guessable(&texts(&["request-17"])).is_some());
        assert!(guessable(&texts(&["4711"])).is_some());
        assert!(
            guessable(&texts(&[
                "order-of-the-office-000000000001",
                "order-of-the-office-000000000002"
            ]))
            .is_some()
        );
    }

    #[test]
    fn random_identifiers_are_not_guessable() {
        assert_eq!(
            guessable(&texts(&[
                "0b9d0f0e-6c1d-4f0a-9d63-3f3e1a9a7c55",
                "a2f7c1de-1b7e-4c39-8a51-7e1d2c3b4a5f"
            ])),
            None
        );
        let drawn: Vec<_> = (0..5).map(|_| mock_kit::entropy::identifier()).collect();
        assert_eq!(guessable(&drawn), None);
    }
}
