//! Documents in memory or in a folder, sealed.

use std::io::Read as _;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path;
use object_store::{
    GetResult, GetResultPayload, ObjectMeta, ObjectStore, ObjectStoreExt as _, WriteMultipart,
};

use super::seal::{Opening, PREFIX, SEALED_SEGMENT, SealKey, Sealing, segments};
use super::{Bytestream, ObjectName, StorageError, Tally, missing, name_of};

/// How many octets are written or read at a time.
const PART: usize = 1 << 20;
/// How many parts may be on their way.
const PARTS_AT_ONCE: usize = 4;

/// An object store that sees sealed objects only.
#[derive(Debug, Clone)]
pub struct SealedStore {
    store: Arc<dyn ObjectStore>,
    key: SealKey,
}

impl SealedStore {
    /// A store with a key of its own.
    pub fn over(store: impl ObjectStore) -> Self {
        Self {
            store: Arc::new(store),
            key: SealKey::default(),
        }
    }

    /// Stores what streams in; nothing remains of what breaks off.
    pub async fn put(
        &self,
        name: &ObjectName,
        bytes: impl Stream<Item = Result<Bytes, StorageError>>,
        tally: &mut Tally,
    ) -> Result<(), StorageError> {
        let upload = self.store.put_multipart(&name.path()).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART);
        match self.write(bytes, &mut writer, tally).await {
            Ok(()) => writer.finish().await.map(drop).map_err(Into::into),
            Err(error) => {
                writer.abort().await?;
                Err(error)
            }
        }
    }

    async fn write(
        &self,
        bytes: impl Stream<Item = Result<Bytes, StorageError>>,
        writer: &mut WriteMultipart,
        tally: &mut Tally,
    ) -> Result<(), StorageError> {
        let mut bytes = std::pin::pin!(bytes);
        let (mut sealing, prefix) = Sealing::begin(&self.key);
        writer.put(prefix);
        while let Some(part) = bytes.try_next().await? {
            tally.count(&part)?;
            writer.wait_for_capacity(PARTS_AT_ONCE).await?;
            sealing.push(&part, |segment| writer.put(segment))?;
        }
        writer.put(sealing.finish()?);
        Ok(())
    }

    /// The octets of an object as they are read.
    pub async fn get(&self, name: &ObjectName) -> Result<Bytestream, StorageError> {
        let found = self.store.get(&name.path()).await;
        let stored = pieces(found.map_err(|error| missing(error, name))?);
        Ok(opened(stored, Opening::begin(&self.key)))
    }

    /// The last octets of an object: all of it, or at least a segment.
    pub async fn tail(&self, name: &ObjectName) -> Result<Bytes, StorageError> {
        let path = name.path();
        let found = self.store.head(&path).await;
        let size = found.map_err(|error| missing(error, name))?.size;
        let first = segments(size).saturating_sub(2);
        let start = PREFIX as u64 + first * SEALED_SEGMENT as u64;
        let ranges = [0..PREFIX as u64, start..size];
        let stored = self.store.get_ranges(&path, &ranges).await?;
        let first = u32::try_from(first).map_err(|_| super::seal::Broken)?;
        let stored = stream::iter(stored.into_iter().map(Ok)).boxed();
        let opened = opened(stored, Opening::at(&self.key, first));
        let parts: Vec<Bytes> = opened.try_collect().await?;
        Ok(parts.concat().into())
    }

    /// Deletes an object, if there is one.
    pub async fn delete(&self, name: &ObjectName) -> Result<(), StorageError> {
        match self.store.delete(&name.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Copies an object as it is stored.
    pub async fn copy(&self, from: &ObjectName, to: &ObjectName) -> Result<(), StorageError> {
        let copied = self.store.copy(&from.path(), &to.path()).await;
        copied.map_err(|error| missing(error, from))
    }

    /// The names of all objects.
    pub async fn names(&self) -> Result<Vec<ObjectName>, StorageError> {
        let found: Vec<ObjectMeta> = self.store.list(None).try_collect().await?;
        let names = found
            .iter()
            .filter_map(|meta| name_of(meta.location.as_ref()));
        Ok(names.collect())
    }
}

impl ObjectName {
    fn path(&self) -> Path {
        Path::from(self.to_string())
    }
}

/// The stored octets. A file stays open for as long as it is read, so that a deletion does not cut it short.
fn pieces(found: GetResult) -> BoxStream<'static, Result<Bytes, StorageError>> {
    match found.payload {
        GetResultPayload::File(file, _) => stream::try_unfold(file, read_part).boxed(),
        GetResultPayload::Stream(stream) => stream.map_err(StorageError::from).boxed(),
    }
}

async fn read_part(
    mut file: std::fs::File,
) -> Result<Option<(Bytes, std::fs::File)>, StorageError> {
    let reading = tokio::task::spawn_blocking(move || {
        let mut part = Vec::with_capacity(PART);
        let read = (&mut file).take(PART as u64).read_to_end(&mut part);
        read.map(|count| (count > 0).then(|| (Bytes::from(part), file)))
    });
    let read = reading.await.map_err(std::io::Error::other);
    read.flatten().map_err(StorageError::File)
}

/// What stored octets open to.
fn opened(stored: BoxStream<'static, Result<Bytes, StorageError>>, opening: Opening) -> Bytestream {
    let parts = stream::try_unfold((stored, Some(opening)), async |(mut stored, opening)| {
        let Some(mut opening) = opening else {
            return Ok(None);
        };
        Ok::<_, StorageError>(Some(match stored.try_next().await? {
            Some(part) => (opening.push(&part)?, (stored, Some(opening))),
            None => (opening.finish()?, (stored, None)),
        }))
    });
    parts
        .try_filter(|part| std::future::ready(!part.is_empty()))
        .boxed()
}
