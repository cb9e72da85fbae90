//! Enumerations whose values have one spelling, the same in files, tags and reports.

/// Defines such an enumeration: its list `ALL`, `name`, `Display`, `FromStr`, serde and JSON Schema all use the given spelling.
macro_rules! named {
    (
        $(#[$about:meta])*
        pub enum $Name:ident {
            $( $(#[$doc:meta])* $Variant:ident = $spelling:literal, )+
        }
    ) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $Name {
            $( $(#[$doc])* #[serde(rename = $spelling)] $Variant, )+
        }

        impl $Name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$( Self::$Variant, )+];

            /// Its spelling.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$Variant => $spelling, )+
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.name())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::named::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.name() == text)
                    .ok_or_else(|| $crate::named::UnknownName::among(text, Self::ALL.iter().map(|value| value.name())))
            }
        }
    };
}

pub(crate) use named;

/// A word that is not in the list it should come from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word `{word}`, expected one of {expected}")]
pub struct UnknownName {
    word: String,
    expected: String,
}

impl UnknownName {
    pub(crate) fn among<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let expected = known
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        Self {
            word: word.to_owned(),
            expected,
        }
    }
}
