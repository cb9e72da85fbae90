//! Where documents are: four places over one object store, in memory or in a folder.
//!
//! Bytes stream in and out. Which document may be in which place, and how long, is decided by the
//! retention rules; nothing is decided here.

mod name;
mod signed_url;

use std::path::Path as FilesystemPath;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, WriteMultipart};
use thiserror::Error;

use crate::content::ChecksumHasher;

pub use name::{ObjectName, Place};
pub use signed_url::{Grant, Presented, Refusal, UrlSigner};

/// How many bytes are written at a time.
const PART: usize = 1 << 20;
/// How many parts may be on their way.
const PARTS_AT_ONCE: usize = 4;

/// A stored object as an inspection shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredObject {
    /// Its name.
    pub name: ObjectName,
    /// Its bytes.
    pub size: u64,
    /// Its SHA-256 in lowercase hexadecimal.
    pub checksum: String,
}

/// Why something cannot be stored or read.
#[derive(Debug, Error)]
pub enum StorageError {
    /// There is no such object.
    #[error("find the object {0}")]
    NotFound(ObjectName),
    /// More bytes arrived than are permitted. Nothing is kept of them.
    #[error("store more than {limit} bytes")]
    TooLarge {
        /// Bytes permitted.
        limit: u64,
    },
    /// The bytes stopped arriving. Nothing is kept of them.
    #[error("receive the bytes to their end")]
    Interrupted(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The store itself fails.
    #[error("use the object store")]
    Store(#[from] object_store::Error),
}

/// The storage of DAS.
#[derive(Debug, Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
}

impl Storage {
    /// A storage that ends with the process.
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
        }
    }

    /// A storage in an existing folder.
    pub fn in_folder(folder: &FilesystemPath) -> Result<Self, StorageError> {
        let store = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(false);
        Ok(Self {
            store: Arc::new(store),
        })
    }

    /// Stores what streams in. Where it is too large or breaks off, nothing remains.
    pub async fn put<E>(
        &self,
        name: &ObjectName,
        bytes: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<StoredObject, StorageError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let upload = self.store.put_multipart(&name.path()).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART);
        match copy(bytes, &mut writer, limit).await {
            Ok((size, checksum)) => {
                writer.finish().await?;
                let name = name.clone();
                Ok(StoredObject {
                    name,
                    size,
                    checksum,
                })
            }
            Err(error) => {
                writer.abort().await?;
                Err(error)
            }
        }
    }

    /// Stores bytes that lie in memory.
    pub async fn put_bytes(
        &self,
        name: &ObjectName,
        bytes: Bytes,
    ) -> Result<StoredObject, StorageError> {
        let limit = bytes.len() as u64;
        let whole = futures::stream::iter([Ok::<_, std::io::Error>(bytes)]);
        self.put(name, whole, limit).await
    }

    /// The bytes of an object as they are read.
    pub async fn get(
        &self,
        name: &ObjectName,
    ) -> Result<BoxStream<'static, Result<Bytes, StorageError>>, StorageError> {
        let found = self.store.get(&name.path()).await;
        let found = found.map_err(|error| missing(error, name))?;
        Ok(found.into_stream().map_err(StorageError::from).boxed())
    }

    /// The bytes of an object, all at once.
    pub async fn read(&self, name: &ObjectName) -> Result<Bytes, StorageError> {
        let parts: Vec<Bytes> = self.get(name).await?.try_collect().await?;
        Ok(parts.concat().into())
    }

    /// Whether there is such an object.
    pub async fn contains(&self, name: &ObjectName) -> Result<bool, StorageError> {
        match self.store.head(&name.path()).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes an object. It is no error if there is none.
    pub async fn delete(&self, name: &ObjectName) -> Result<(), StorageError> {
        match self.store.delete(&name.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Copies an object, and gives the copy a new name in a place.
    pub async fn copy(&self, from: &ObjectName, place: Place) -> Result<ObjectName, StorageError> {
        let to = ObjectName::fresh(place);
        let copied = self.store.copy(&from.path(), &to.path()).await;
        copied.map_err(|error| missing(error, from))?;
        Ok(to)
    }

    /// Moves an object to a place, where it gets a new name.
    pub async fn relocate(
        &self,
        from: &ObjectName,
        place: Place,
    ) -> Result<ObjectName, StorageError> {
        let to = self.copy(from, place).await?;
        self.delete(from).await?;
        Ok(to)
    }

    /// Everything that is stored, by place and identifier: for inspection.
    pub async fn list(&self) -> Result<Vec<StoredObject>, StorageError> {
        let found: Vec<ObjectMeta> = self.store.list(None).try_collect().await?;
        let mut objects = Vec::new();
        for name in found.iter().filter_map(|meta| name_of(&meta.location)) {
            objects.push(self.describe(name).await?);
        }
        objects.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(objects)
    }

    /// Deletes everything.
    pub async fn clear(&self) -> Result<(), StorageError> {
        let found: Vec<ObjectMeta> = self.store.list(None).try_collect().await?;
        for name in found.iter().filter_map(|meta| name_of(&meta.location)) {
            self.delete(&name).await?;
        }
        Ok(())
    }

    async fn describe(&self, name: ObjectName) -> Result<StoredObject, StorageError> {
        let mut bytes = self.get(&name).await?;
        let mut hasher = ChecksumHasher::default();
        let mut size = 0;
        while let Some(part) = bytes.try_next().await? {
            hasher.update(&part);
            size += part.len() as u64;
        }
        let checksum = hasher.finish();
        Ok(StoredObject {
            name,
            size,
            checksum,
        })
    }
}

async fn copy<E>(
    bytes: impl Stream<Item = Result<Bytes, E>>,
    writer: &mut WriteMultipart,
    limit: u64,
) -> Result<(u64, String), StorageError>
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut bytes = std::pin::pin!(bytes);
    let mut hasher = ChecksumHasher::default();
    let mut size = 0;
    while let Some(part) = bytes.next().await {
        let part = part.map_err(|error| StorageError::Interrupted(error.into()))?;
        size += part.len() as u64;
        if size > limit {
            return Err(StorageError::TooLarge { limit });
        }
        hasher.update(&part);
        writer.wait_for_capacity(PARTS_AT_ONCE).await?;
        writer.put(part);
    }
    Ok((size, hasher.finish()))
}

fn missing(error: object_store::Error, name: &ObjectName) -> StorageError {
    match error {
        object_store::Error::NotFound { .. } => StorageError::NotFound(name.clone()),
        error => error.into(),
    }
}

fn name_of(location: &Path) -> Option<ObjectName> {
    let (place, identifier) = location.as_ref().split_once('/')?;
    ObjectName::parse(place, identifier)
}

#[cfg(test)]
mod tests;
