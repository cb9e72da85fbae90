//! Where documents are: four places over one object store, in memory, in a folder, or in an S3 bucket.
//!
//! Bytes stream in and out. Which document may be in which place, and how long, is decided by the
//! retention rules; nothing is decided here. Whatever the store, its objects are encrypted at rest
//! and nobody reads them without a signed URL (DAS-RET-10).

mod bucket;
mod name;
mod seal;
mod sealed;
mod signed_url;

use std::path::Path as FilesystemPath;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, TryStreamExt};
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use thiserror::Error;
use url::Url;

use crate::content::ChecksumHasher;
use sealed::SealedStore;

pub use bucket::{Bucket, BucketError, BucketSettings};
pub use name::{ObjectName, Place};
pub use signed_url::{Grant, Presented, Refusal, UrlSigner};

/// The bytes of an object on their way out.
pub type Bytestream = BoxStream<'static, Result<Bytes, StorageError>>;

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
    /// What is stored was not sealed by this process, or was changed.
    #[error("open what is stored")]
    Sealed(#[from] seal::Broken),
    /// The store itself fails.
    #[error("use the object store")]
    Store(#[from] object_store::Error),
    /// The bucket fails.
    #[error("use the bucket")]
    Bucket(#[from] BucketError),
    /// A file of the folder cannot be read.
    #[error("read the file of an object")]
    File(#[source] std::io::Error),
}

/// The storage of DAS.
#[derive(Debug, Clone)]
pub struct Storage {
    store: Store,
}

#[derive(Debug, Clone)]
enum Store {
    Own(SealedStore),
    Bucket(Bucket),
}

impl Storage {
    /// A storage that ends with the process.
    pub fn in_memory() -> Self {
        Self {
            store: Store::Own(SealedStore::over(InMemory::new())),
        }
    }

    /// A storage in an existing folder.
    pub fn in_folder(folder: &FilesystemPath) -> Result<Self, StorageError> {
        let store = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(false);
        Ok(Self {
            store: Store::Own(SealedStore::over(store)),
        })
    }

    /// A storage in an S3 bucket, to which signed URLs lead directly.
    pub fn in_bucket(bucket: Bucket) -> Self {
        Self {
            store: Store::Bucket(bucket),
        }
    }

    /// The bucket to which offices send and from which they fetch, if there is one.
    pub fn bucket(&self) -> Option<&Bucket> {
        match &self.store {
            Store::Own(_) => None,
            Store::Bucket(bucket) => Some(bucket),
        }
    }

    /// The URL that carries a grant: at the bucket, or below `base` at DAS itself.
    pub fn sign(&self, grant: &Grant, signer: &UrlSigner, base: &Url, now: Timestamp) -> Url {
        match &self.store {
            Store::Own(_) => signer.sign(base, grant),
            Store::Bucket(bucket) => bucket.sign(grant, now),
        }
    }

    /// Stores what streams in. Where it is too large or breaks off, nothing remains.
    pub async fn put<E>(
        &self,
        name: &ObjectName,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
        limit: u64,
    ) -> Result<StoredObject, StorageError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let bytes = bytes.map_err(|error| StorageError::Interrupted(error.into()));
        let mut tally = Tally::up_to(limit);
        match &self.store {
            Store::Own(store) => store.put(name, bytes, &mut tally).await?,
            Store::Bucket(bucket) => bucket.put(name, bytes, &mut tally).await?,
        }
        Ok(tally.stored_as(name.clone()))
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
    pub async fn get(&self, name: &ObjectName) -> Result<Bytestream, StorageError> {
        match &self.store {
            Store::Own(store) => store.get(name).await,
            Store::Bucket(bucket) => bucket.get(name).await,
        }
    }

    /// The bytes of an object, all at once.
    pub async fn read(&self, name: &ObjectName) -> Result<Bytes, StorageError> {
        let parts: Vec<Bytes> = self.get(name).await?.try_collect().await?;
        Ok(parts.concat().into())
    }

    /// The first and the last bytes of an object, 64 KiB or more of each unless it has fewer.
    pub async fn ends(&self, name: &ObjectName) -> Result<(Bytes, Bytes), StorageError> {
        let head = self.get(name).await?.try_next().await?.unwrap_or_default();
        let tail = match &self.store {
            Store::Own(store) => store.tail(name).await?,
            Store::Bucket(bucket) => bucket.tail(name).await?,
        };
        Ok((head, tail))
    }

    /// Deletes an object with all its versions. It is no error if there is none.
    pub async fn delete(&self, name: &ObjectName) -> Result<(), StorageError> {
        match &self.store {
            Store::Own(store) => store.delete(name).await,
            Store::Bucket(bucket) => bucket.delete(name).await,
        }
    }

    /// Copies an object, and gives the copy a new name in a place.
    pub async fn copy(&self, from: &ObjectName, place: Place) -> Result<ObjectName, StorageError> {
        let to = ObjectName::fresh(place);
        match &self.store {
            Store::Own(store) => store.copy(from, &to).await?,
            Store::Bucket(bucket) => bucket.copy(from, &to).await?,
        }
        Ok(to)
    }

    /// Everything that is stored, by place and identifier: for inspection. What goes in the meantime is left out.
    pub async fn list(&self) -> Result<Vec<StoredObject>, StorageError> {
        let mut objects = Vec::new();
        for name in self.names().await? {
            match self.describe(name).await {
                Ok(object) => objects.push(object),
                Err(StorageError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        objects.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(objects)
    }

    /// The names of everything that is stored.
    pub async fn names(&self) -> Result<Vec<ObjectName>, StorageError> {
        match &self.store {
            Store::Own(store) => store.names().await,
            Store::Bucket(bucket) => bucket.names("").await,
        }
    }

    /// An object as it lies there.
    pub async fn describe(&self, name: ObjectName) -> Result<StoredObject, StorageError> {
        let mut bytes = self.get(&name).await?;
        let mut tally = Tally::up_to(u64::MAX);
        while let Some(part) = bytes.try_next().await? {
            tally.count(&part)?;
        }
        Ok(tally.stored_as(name))
    }
}

/// Counts and hashes bytes as they go by.
pub struct Tally {
    limit: u64,
    size: u64,
    hasher: ChecksumHasher,
}

impl Tally {
    fn up_to(limit: u64) -> Self {
        Self {
            limit,
            size: 0,
            hasher: ChecksumHasher::default(),
        }
    }

    fn count(&mut self, part: &[u8]) -> Result<(), StorageError> {
        self.size += part.len() as u64;
        if self.size > self.limit {
            return Err(StorageError::TooLarge { limit: self.limit });
        }
        self.hasher.update(part);
        Ok(())
    }

    fn stored_as(self, name: ObjectName) -> StoredObject {
        StoredObject {
            name,
            size: self.size,
            checksum: self.hasher.finish(),
        }
    }
}

fn missing(error: object_store::Error, name: &ObjectName) -> StorageError {
    match error {
        object_store::Error::NotFound { .. } => StorageError::NotFound(name.clone()),
        error => error.into(),
    }
}

fn name_of(location: &str) -> Option<ObjectName> {
    let (place, identifier) = location.split_once('/')?;
    ObjectName::parse(place, identifier)
}

#[cfg(test)]
mod tests;
