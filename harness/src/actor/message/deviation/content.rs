//! What can be wrong with the encrypted content, and with its key (RFC 7516, 5.2; RFC 7518, 5.3).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};

use super::Attack;
use crate::actor::forge::encoding::base64url;
use crate::actor::forge::jwe::{Jwe, ephemeral};
use crate::actor::message::off_the_curve;
use crate::actor::message::producer::{Post, Producer};
use crate::named::named;
use crate::oracle::jwe::agreement_key::Curve;
use crate::oracle::jwe::method::Method;
use crate::stop::Stop;

/// What the bomb inflates to, in octets: far more than any message of the kind.
const INFLATED: usize = 4 << 20;

named! {
    /// A flaw of the content.
    pub enum ContentFlaw {
        /// One bit of the tag is turned over.
        Tag = "has another tag",
        /// One bit of the vector is turned over.
        Vector = "has another initialization vector",
        /// One bit of the ciphertext is turned over.
        Ciphertext = "was changed",
        /// One bit of the encrypted key is turned over.
        EncryptedKey = "has another encrypted key",
        /// The additional authenticated data were changed.
        AuthenticatedData = "has other authenticated data beside it",
        /// The vector is as long as in the sketches of Part 4.
        LongVector = "has an initialization vector of 128 bits",
        /// The tag was made shorter.
        ShortTag = "has a tag of 96 bits",
        /// A few kilobytes become megabytes.
        Bomb = "inflates to megabytes",
        /// RSAES-PKCS1-v1_5.
        Rsa1_5 = "has a key that is encrypted with RSA1_5",
        /// Points of small order on other curves.
        OffTheCurve = "has a key that was agreed on off the curve",
        /// The ephemeral key lies on the curve of the consumer's and names another.
        OtherCurve = "has a key that was agreed on by the name of another curve",
    }
}

impl ContentFlaw {
    /// The messages with this flaw.
    pub fn attack(self, producer: &Producer) -> Result<Attack, Stop> {
        let mut sealed = producer.legal()?;
        match self {
            Self::Tag => flip(&mut sealed.tag),
            Self::Vector => flip(&mut sealed.vector),
            Self::Ciphertext => flip(&mut sealed.ciphertext),
            Self::EncryptedKey if sealed.encrypted_key.is_empty() => {
                return Err(Stop::not_applicable("the consumer agrees on content keys"));
            }
            Self::EncryptedKey => flip(&mut sealed.encrypted_key),
            Self::AuthenticatedData => return with_other_data(producer),
            Self::LongVector => return with_long_vector(producer),
            Self::ShortTag => return with_short_tag(producer),
            Self::Bomb => return bomb(producer),
            Self::Rsa1_5 => return encrypted_with_rsa1_5(producer),
            Self::OffTheCurve => return agreed_off_the_curve(producer),
            Self::OtherCurve => return agreed_by_another_name(producer),
        }
        Ok(Post::compact(sealed.compact()).into())
    }
}

fn flip(octets: &mut [u8]) {
    if let Some(first) = octets.first_mut() {
        *first ^= 1;
    }
}

fn signed(producer: &Producer) -> String {
    producer.payload().signed_by(&producer.key)
}

fn with_other_data(producer: &Producer) -> Result<Attack, Stop> {
    let mut envelope = producer.envelope()?;
    envelope.aad = Some(b"{\"bank\":\"Example Bank\"}".to_vec());
    let mut sealed = producer.sealed(&envelope, &signed(producer))?;
    let control = Post::json(&sealed.flattened());
    let other = b"{\"bank\":\"Another Bank\"}";
    sealed.aad = Some(base64url(other));
    Ok(Attack::from(Post::json(&sealed.flattened())).beside(control))
}

fn with_long_vector(producer: &Producer) -> Result<Attack, Stop> {
    let mut envelope = producer.envelope()?;
    envelope.vector = mock_kit::entropy::octets::<16>().to_vec();
    let sealed = producer.sealed(&envelope, &signed(producer))?;
    Ok(Post::compact(sealed.compact()).into())
}

fn with_short_tag(producer: &Producer) -> Result<Attack, Stop> {
    let mut envelope = producer.envelope()?;
    envelope.tag_octets = 12;
    let sealed = producer.sealed(&envelope, &signed(producer))?;
    Ok(Post::compact(sealed.compact()).into())
}

/// A payload that is signed like any other, but for its length; the control is compressed too.
fn bomb(producer: &Producer) -> Result<Attack, Stop> {
    let control = compressed(producer, 1)?;
    Ok(Attack::from(compressed(producer, INFLATED)?).beside(control))
}

fn compressed(producer: &Producer, octets: usize) -> Result<Post, Stop> {
    let filling = "A".repeat(octets);
    let content = producer
        .payload()
        .with_claim("filling", filling)
        .signed_by(&producer.key);
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::fast());
    deflated
        .write_all(content.as_bytes())
        .map_err(Stop::harness_bug)?;
    let deflated = deflated.finish().map_err(Stop::harness_bug)?;
    let envelope = producer.envelope()?.with("zip", "DEF");
    let key = producer.consumer_key(envelope.method)?;
    let sealed = envelope.sealed(&deflated, key).map_err(Stop::harness_bug)?;
    Ok(Post::compact(sealed.compact()))
}

/// The control is under RSA too.
fn encrypted_with_rsa1_5(producer: &Producer) -> Result<Attack, Stop> {
    let within = |envelope| {
        let sealed = producer.sealed(&envelope, &signed(producer))?;
        Ok::<_, Stop>(Post::compact(sealed.compact()))
    };
    let control = within(producer.envelope_by_first(&Method::OAEP)?)?;
    Ok(Attack::from(within(producer.envelope_by(Method::Rsa1_5)?)?).beside(control))
}

fn agreed_off_the_curve(producer: &Producer) -> Result<Attack, Stop> {
    let legal = producer.envelope_by_first(&Method::AGREEMENTS)?;
    let control = producer.sealed(&legal, &signed(producer))?;
    let curve = Curve::of(producer.consumer_key(legal.method)?).unwrap_or(Curve::P256);
    let guesses = off_the_curve::guesses(curve).into_iter();
    let posts = guesses.map(|guess| pretended(producer, &legal, guess));
    Ok(Attack {
        posts: posts.collect::<Result<_, Stop>>()?,
        control: Some(Post::compact(control.compact())),
        host: None,
    })
}

/// The secret is right for whoever does not look at the name.
fn agreed_by_another_name(producer: &Producer) -> Result<Attack, Stop> {
    let legal = producer.envelope_by_first(&Method::AGREEMENTS)?;
    let key = producer.consumer_key(legal.method)?;
    let honest = ephemeral(key);
    let mut bent = honest.clone();
    let other = match Curve::of(key) {
        Some(Curve::P256) => Curve::P384,
        _ => Curve::P256,
    };
    bent.0["crv"] = json!(other.name());
    let control = pretended(producer, &legal, honest)?;
    Ok(Attack::from(pretended(producer, &legal, bent)?).beside(control))
}

fn pretended(producer: &Producer, legal: &Jwe, agreement: (Value, Vec<u8>)) -> Result<Post, Stop> {
    let mut envelope = legal.clone();
    envelope.pretended = Some(agreement);
    let sealed = producer.sealed(&envelope, &signed(producer))?;
    Ok(Post::compact(sealed.compact()))
}
