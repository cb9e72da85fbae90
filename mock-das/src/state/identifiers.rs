//! The handles that DAS gives out. They are opaque, unique and cannot be guessed.

use mock_kit::entropy;
use serde::Serialize;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A handle that nobody has seen yet.
            pub fn fresh() -> Self {
                Self(entropy::identifier())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

identifier! {
    /// `fileId`: a file for which an upload URL was asked.
    FileId
}

identifier! {
    /// `requestAckId`: a registration or retrieval request that was acknowledged.
    RequestAckId
}
