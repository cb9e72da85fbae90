//! Claims about sealing.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use proptest::prelude::*;

use super::*;

fn sealed(key: &SealKey, pieces: &[Vec<u8>]) -> Vec<u8> {
    let (mut sealing, prefix) = Sealing::begin(key);
    let mut stored = prefix.to_vec();
    for piece in pieces {
        let give = |segment: Bytes| stored.extend_from_slice(&segment);
        sealing.push(piece, give).unwrap();
    }
    stored.extend_from_slice(&sealing.finish().unwrap());
    stored
}

fn opened(key: &SealKey, stored: &[u8], step: usize) -> Result<Vec<u8>, Broken> {
    let mut opening = Opening::begin(key);
    let mut document = Vec::new();
    for piece in stored.chunks(step) {
        document.extend_from_slice(&opening.push(piece)?);
    }
    document.extend_from_slice(&opening.finish()?);
    Ok(document)
}

fn document(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_sealed_opens_again(lengths in prop::collection::vec(0_usize..150_000, 0..4), step in 1_usize..200_000) {
        let key = SealKey::default();
        let pieces: Vec<Vec<u8>> = lengths.into_iter().map(document).collect();
        let stored = sealed(&key, &pieces);
        prop_assert_eq!(opened(&key, &stored, step.max(100)).unwrap(), pieces.concat());
    }
}

#[test]
fn a_document_of_whole_segments_has_no_empty_one_behind() {
    let key = SealKey::default();
    for (length, count) in [
        (0, 1),
        (1, 1),
        (SEGMENT, 1),
        (SEGMENT + 1, 2),
        (2 * SEGMENT, 2),
    ] {
        let stored = sealed(&key, &[document(length)]);
        assert_eq!(segments(stored.len() as u64), count, "{length} octets");
        assert_eq!(
            stored.len() as u64,
            PREFIX as u64 + length as u64 + 16 * count
        );
    }
}

#[test]
fn nothing_of_the_document_shows() {
    let key = SealKey::default();
    let stored = sealed(&key, &[b"a confidential document".repeat(10)]);
    assert!(!stored.windows(12).any(|found| found == b"confidential"));
    assert_ne!(
        stored,
        sealed(&key, &[b"a confidential document".repeat(10)]),
        "a nonce is used once"
    );
}

#[test]
fn what_was_changed_does_not_open() {
    let key = SealKey::default();
    let stored = sealed(&key, &[document(3 * SEGMENT)]);
    let segment = |number: usize| PREFIX + number * SEALED_SEGMENT;
    let mut flipped = stored.clone();
    flipped[segment(1) + 5] ^= 1;
    let swapped = [
        &stored[..segment(0)],
        &stored[segment(1)..segment(2)],
        &stored[segment(0)..segment(1)],
        &stored[segment(2)..],
    ];
    let shortened = &stored[..segment(2)];
    assert!(opened(&key, &flipped, 4096).is_err());
    assert!(opened(&key, &swapped.concat(), 4096).is_err());
    assert!(opened(&key, shortened, 4096).is_err());
    assert!(opened(&SealKey::default(), &stored, 4096).is_err());
    assert!(opened(&key, &stored[..3], 4096).is_err());
}

#[test]
fn the_end_opens_by_itself() {
    let key = SealKey::default();
    let document = document(3 * SEGMENT + 17);
    let stored = sealed(&key, std::slice::from_ref(&document));
    let mut opening = Opening::at(&key, 2);
    let mut end = opening.push(&stored[..PREFIX]).unwrap().to_vec();
    let rest = &stored[PREFIX + 2 * SEALED_SEGMENT..];
    end.extend_from_slice(&opening.push(rest).unwrap());
    end.extend_from_slice(&opening.finish().unwrap());
    assert_eq!(end, document[2 * SEGMENT..]);
}
