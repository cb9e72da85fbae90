//! Claims about the storage, in memory and in a folder.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use bytes::Bytes;
use futures::{Stream, StreamExt, stream};

use super::{ObjectName, Place, Storage, StorageError};
use crate::content::checksum;

/// Runs a claim against both stores.
async fn in_both<F: Future<Output = ()>>(claim: impl Fn(Storage) -> F) {
    claim(Storage::in_memory()).await;
    let folder = tempfile::tempdir().unwrap();
    claim(Storage::in_folder(folder.path()).unwrap()).await;
}

/// Three mebibytes in pieces that fit no part.
fn pieces() -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let piece = |index: u8| Ok(Bytes::from(vec![index; 3 * 1024 * 1024 / 7]));
    stream::iter((0..7).map(piece))
}

#[tokio::test]
async fn what_streams_in_streams_out() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Upload);
        let stored = storage.put(&name, pieces(), u64::MAX).await.unwrap();
        let read = storage.read(&name).await.unwrap();
        assert_eq!(stored.size, read.len() as u64);
        assert_eq!(stored.checksum, checksum(&read));
        assert_eq!(storage.list().await.unwrap(), [stored]);
    })
    .await;
}

#[tokio::test]
async fn nothing_remains_of_what_is_too_large() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Upload);
        let refusal = storage.put(&name, pieces(), 2 << 20).await.unwrap_err();
        assert!(matches!(refusal, StorageError::TooLarge { limit } if limit == 2 << 20));
        assert!(storage.list().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn nothing_remains_of_what_breaks_off() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Upload);
        let broken = pieces().chain(stream::iter([Err(std::io::ErrorKind::BrokenPipe.into())]));
        let refusal = storage.put(&name, broken, u64::MAX).await.unwrap_err();
        assert!(matches!(refusal, StorageError::Interrupted(_)));
        assert!(storage.list().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn no_file_remains_in_the_folder_of_what_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::in_folder(folder.path()).unwrap();
    let name = ObjectName::fresh(Place::Upload);
    storage.put(&name, pieces(), 2 << 20).await.unwrap_err();
    let files = std::fs::read_dir(folder.path().join("upload")).unwrap();
    assert_eq!(files.count(), 0);
}

#[tokio::test]
async fn an_object_of_exactly_the_limit_is_stored() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Library);
        let bytes = Bytes::from_static(b"12345");
        let whole = || stream::iter([Ok::<_, std::io::Error>(bytes.clone())]);
        assert_eq!(storage.put(&name, whole(), 5).await.unwrap().size, 5);
        assert!(storage.put(&name, whole(), 4).await.is_err());
        assert_eq!(
            storage.read(&name).await.unwrap(),
            bytes,
            "the old object stays"
        );
    })
    .await;
}

#[tokio::test]
async fn a_copy_lives_on_without_its_original() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Library);
        let bytes = Bytes::from_static(b"a document");
        storage.put_bytes(&name, bytes.clone()).await.unwrap();
        let one = storage.copy(&name, Place::Transit).await.unwrap();
        let other = storage.copy(&name, Place::Transit).await.unwrap();
        assert_ne!(one, other, "every retrieval has its own");
        storage.delete(&one).await.unwrap();
        storage.delete(&name).await.unwrap();
        assert_eq!(storage.read(&other).await.unwrap(), bytes);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_deleted_without_ado() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Archive);
        let refusal = storage.read(&name).await.unwrap_err();
        assert!(matches!(refusal, StorageError::NotFound(missing) if missing == name));
        let refusal = storage.copy(&name, Place::Transit).await.unwrap_err();
        assert!(matches!(refusal, StorageError::NotFound(_)));
        storage.delete(&name).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_delete_does_not_cut_a_download_short() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Transit);
        let stored = storage.put(&name, pieces(), u64::MAX).await.unwrap();
        let download = storage.get(&name).await.unwrap();
        storage.delete(&name).await.unwrap();
        let parts: Vec<_> = download.collect().await;
        let size: usize = parts.into_iter().map(|part| part.unwrap().len()).sum();
        assert_eq!(size as u64, stored.size);
        assert!(storage.names().await.unwrap().is_empty());
    })
    .await;
}

#[test]
fn only_names_of_our_own_making_are_read() {
    let name = ObjectName::fresh(Place::Transit);
    assert_eq!(
        ObjectName::parse("transit", name.identifier()),
        Some(name.clone())
    );
    for (place, identifier) in [
        ("elsewhere", name.identifier()),
        ("transit", ".."),
        ("transit", ""),
        (
            "transit",
            &name
                .identifier()
                .to_uppercase()
                .replace(char::is_numeric, "A"),
        ),
    ] {
        assert_eq!(
            ObjectName::parse(place, identifier),
            None,
            "{place}/{identifier}"
        );
    }
}

#[tokio::test]
async fn nothing_of_a_document_shows_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::in_folder(folder.path()).unwrap();
    let document = Bytes::from(b"a confidential document. ".repeat(10_000));
    let name = ObjectName::fresh(Place::Library);
    storage.put_bytes(&name, document.clone()).await.unwrap();
    let stored = std::fs::read(folder.path().join(name.to_string())).unwrap();
    assert!(stored.len() >= document.len());
    assert!(!stored.windows(12).any(|found| found == b"confidential"));
    assert_eq!(storage.read(&name).await.unwrap(), document);
}

#[tokio::test]
async fn another_process_reads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::in_folder(folder.path()).unwrap();
    let name = ObjectName::fresh(Place::Library);
    let document = Bytes::from_static(b"a document");
    storage.put_bytes(&name, document).await.unwrap();
    let later = Storage::in_folder(folder.path()).unwrap();
    let refusal = later.read(&name).await.unwrap_err();
    assert!(matches!(refusal, StorageError::Sealed(_)));
    later.delete(&name).await.unwrap();
}

#[tokio::test]
async fn the_ends_of_a_document_are_read_alone() {
    in_both(|storage| async move {
        let name = ObjectName::fresh(Place::Upload);
        storage.put(&name, pieces(), u64::MAX).await.unwrap();
        let (head, tail) = storage.ends(&name).await.unwrap();
        assert!(head[..1 << 16].iter().all(|octet| *octet == 0));
        assert!(
            tail[tail.len() - (1 << 16)..]
                .iter()
                .all(|octet| *octet == 6)
        );
        let short = ObjectName::fresh(Place::Upload);
        let bytes = Bytes::from_static(b"short");
        storage.put_bytes(&short, bytes.clone()).await.unwrap();
        assert_eq!(storage.ends(&short).await.unwrap(), (bytes.clone(), bytes));
    })
    .await;
}
