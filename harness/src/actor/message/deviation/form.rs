//! What can be wrong with the form of a message (RFC 7515, 2; RFC 7516, 7.1).

use super::Attack;
use crate::actor::forge::encoding::{padded, standard_alphabet};
use crate::actor::message::producer::{Post, Producer};
use crate::named::named;
use crate::stop::Stop;

named! {
    /// A flaw of the form.
    pub enum FormFlaw {
        /// The base64 is padded.
        Padded = "is padded",
        /// The base64 has `+` and `/`.
        OtherAlphabet = "is in the other alphabet",
        /// The tag is missing.
        FourParts = "has four parts",
        /// Something follows the tag.
        SixParts = "has six parts",
    }
}

impl FormFlaw {
    /// The message with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let legal = producer.legal()?;
        let compact = legal.compact();
        let text = match self {
            Self::Padded => legal.compact_with(padded),
            // So much ciphertext has letters that the two alphabets spell otherwise.
            Self::OtherAlphabet => legal.compact_with(standard_alphabet),
            Self::FourParts => {
                let last = compact.rfind('.').unwrap_or(compact.len());
                compact[..last].to_owned()
            }
            Self::SixParts => format!("{compact}.AA"),
        };
        Ok(Post::compact(text).into())
    }
}
