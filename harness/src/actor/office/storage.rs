//! Addresses around a signed URL that nobody was given.

use url::Url;

use crate::named::named;

named! {
    /// A place that a careless storage would list.
    pub enum Listing {
        /// Where the object lies.
        Folder = "the folder of the download",
        /// The same, as if the signature were good for it.
        SignedFolder = "the folder of the download with the query of its URL",
        /// The first segment of the path: a bucket, where the store has buckets.
        Root = "the root of the storage",
        /// The same, asked in the words of S3.
        ObjectStore = "the root of the storage in the manner of an object store",
    }
}

impl Listing {
    /// The address of the list, next to a download URL.
    #[must_use]
    pub fn of(self, download: &Url) -> Url {
        let mut url = download.clone();
        let path = download.path();
        let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
        let root = path[1..].find('/').map_or("/", |end| &path[..end + 2]);
        match self {
            Self::Folder | Self::SignedFolder => url.set_path(folder),
            Self::Root | Self::ObjectStore => url.set_path(root),
        }
        match self {
            Self::Folder | Self::Root => url.set_query(None),
            Self::SignedFolder => {}
            Self::ObjectStore => url.set_query(Some("list-type=2")),
        }
        url
    }
}

/// The same address by plain HTTP.
#[must_use]
pub fn in_the_clear(url: &Url) -> Option<Url> {
    let mut clear = url.clone();
    clear.set_scheme("http").ok()?;
    Some(clear)
}
