//! Private keys that two sides agree on keys with, on each curve that is acceptable for ECDH-ES (RFC 7518, 4.6 and 6.2; Part 4 of the FDX
//! security profile, recommended curves): p256 and its sisters.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use p256::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{
    AffinePoint, CurveArithmetic, FieldBytesSize, Generate as _, PublicKey, SecretKey,
};
use p256::pkcs8::{EncodePrivateKey, Result as Encoded, SecretDocument};
use serde_json::{Map, Value, json};

use crate::actor::forge::encoding::base64url;
use crate::named::named;

named! {
    /// A curve, by the name that keys have for it (RFC 7518, 6.2.1.1).
    pub enum Curve {
        /// prime256v1.
        P256 = "P-256",
        /// secp384r1.
        P384 = "P-384",
        /// secp521r1.
        P521 = "P-521",
    }
}

impl Curve {
    /// The curve that a public key names; nothing where it is another, or no key on a curve at all.
    pub fn of(key: &Map<String, Value>) -> Option<Self> {
        let is_curved = key.get("kty")? == "EC";
        let named = key.get("crv")?.as_str()?.parse().ok();
        named.filter(|_| is_curved)
    }

    /// Octets of a coordinate (RFC 7518, 6.2.1.2).
    pub fn width(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

/// A private key on one of the curves.
#[derive(Debug, Clone)]
pub enum AgreementKey {
    /// On P-256.
    P256(p256::SecretKey),
    /// On P-384.
    P384(p384::SecretKey),
    /// On P-521.
    P521(p521::SecretKey),
}

impl AgreementKey {
    /// A fresh key.
    pub fn on(curve: Curve) -> Self {
        match curve {
            Curve::P256 => Self::P256(SecretKey::generate()),
            Curve::P384 => Self::P384(SecretKey::generate()),
            Curve::P521 => Self::P521(SecretKey::generate()),
        }
    }

    /// Where it lies.
    pub fn curve(&self) -> Curve {
        match self {
            Self::P256(_) => Curve::P256,
            Self::P384(_) => Curve::P384,
            Self::P521(_) => Curve::P521,
        }
    }

    /// The public half: its numbers alone, as `epk` has them.
    pub fn public_jwk(&self) -> Map<String, Value> {
        let (point, curve) = (self.point(), self.curve());
        let (x, y) = point[1..].split_at(curve.width());
        let members = [
            ("kty", json!("EC")),
            ("crv", json!(curve.name())),
            ("x", json!(base64url(x))),
            ("y", json!(base64url(y))),
        ];
        let members = members.into_iter();
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// The same with the private number.
    pub fn private_jwk(&self) -> Map<String, Value> {
        let mut members = self.public_jwk();
        members.insert("d".to_owned(), json!(base64url(&self.scalar())));
        members
    }

    /// The shared secret with a public key; nothing where that is on another curve, or on none.
    pub fn secret(&self, other: &Map<String, Value>) -> Option<Vec<u8>> {
        let curve = Curve::of(other).filter(|curve| *curve == self.curve())?;
        let coordinate = |name: &str| {
            let octets = Base64UrlUnpadded::decode_vec(other.get(name)?.as_str()?).ok()?;
            (octets.len() == curve.width()).then_some(octets)
        };
        let point = [vec![4], coordinate("x")?, coordinate("y")?].concat();
        match self {
            Self::P256(key) => agreed(key, &point),
            Self::P384(key) => agreed(key, &point),
            Self::P521(key) => agreed(key, &point),
        }
    }

    fn scalar(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.to_bytes().to_vec(),
            Self::P384(key) => key.to_bytes().to_vec(),
            Self::P521(key) => key.to_bytes().to_vec(),
        }
    }

    fn point(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => uncompressed(key),
            Self::P384(key) => uncompressed(key),
            Self::P521(key) => uncompressed(key),
        }
    }
}

impl EncodePrivateKey for AgreementKey {
    fn to_pkcs8_der(&self) -> Encoded<SecretDocument> {
        match self {
            Self::P256(key) => key.to_pkcs8_der(),
            Self::P384(key) => key.to_pkcs8_der(),
            Self::P521(key) => key.to_pkcs8_der(),
        }
    }
}

/// The public half: 4, x, y.
fn uncompressed<C>(key: &SecretKey<C>) -> Vec<u8>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    key.public_key().to_sec1_point(false).as_bytes().to_vec()
}

fn agreed<C>(key: &SecretKey<C>, point: &[u8]) -> Option<Vec<u8>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let other = PublicKey::<C>::from_sec1_bytes(point).ok()?;
    let shared = diffie_hellman(key.to_nonzero_scalar(), other.as_affine());
    Some(shared.raw_secret_bytes().to_vec())
}
