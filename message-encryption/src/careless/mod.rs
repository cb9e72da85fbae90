//! Keys used without the checks of a library: for parties that misbehave on purpose.

mod point;

use josekit::jwk::Jwk;
use openssl::aes::{AesKey, unwrap_key, wrap_key};
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::pkey::Private;
use openssl::rsa::Padding;
use openssl::sha::Sha256;
use serde_json::{Map, Value, json};

use self::point::Point;
use crate::algorithm::{CONTENT_ENCRYPTION, Curve, KeyManagement};
use crate::base64::encode;
use crate::certificate::public;

/// A key pair for agreements.
pub(crate) struct Pair {
    /// Where it lies.
    pub(crate) curve: Curve,
    scalar: BigNum,
    point: Point,
}

impl Pair {
    /// A fresh pair.
    pub(crate) fn fresh(curve: Curve) -> Result<Self, ErrorStack> {
        let group = EcGroup::from_curve_name(curve.of_openssl())?;
        Self::of(curve, &EcKey::generate(&group)?)
    }

    /// One of the few with a coordinate that begins with an octet of zeros.
    pub(crate) fn fresh_with_leading_zeros(curve: Curve) -> Result<Self, ErrorStack> {
        loop {
            let pair = Self::fresh(curve)?;
            let coordinates = [&pair.point.x, &pair.point.y];
            if coordinates
                .iter()
                .any(|one| one.to_vec().len() < usize::from(pair.width()))
            {
                return Ok(pair);
            }
        }
    }

    /// The pair of a private JWK.
    pub(crate) fn of_jwk(key: &Jwk) -> Option<Self> {
        let scalar = BigNum::from_slice(&number(key.as_ref(), "d")?).ok()?;
        Some(Self {
            curve: Curve::named(key.curve()?)?,
            scalar,
            point: Point::of_jwk(key.as_ref())?,
        })
    }

    fn of(curve: Curve, key: &EcKey<Private>) -> Result<Self, ErrorStack> {
        let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
        let mut context = BigNumContext::new()?;
        let public = key.public_key();
        public.affine_coordinates(key.group(), &mut x, &mut y, &mut context)?;
        Ok(Self {
            curve,
            scalar: key.private_key().to_owned()?,
            point: Point { x, y },
        })
    }

    /// The public half as `epk` has it (RFC 7518, 4.6.1.1).
    pub(crate) fn published(&self) -> Result<Value, ErrorStack> {
        let coordinate = |number: &BigNumRef| Ok::<_, ErrorStack>(encode(&self.padded(number)?));
        let (x, y) = (coordinate(&self.point.x)?, coordinate(&self.point.y)?);
        Ok(json!({ "kty": "EC", "crv": self.curve.name(), "x": x, "y": y }))
    }

    /// The same with the coordinates as numbers, which have no leading zeros.
    pub(crate) fn published_as_numbers(&self) -> Value {
        let [x, y] = [&self.point.x, &self.point.y].map(|number| encode(&number.to_vec()));
        json!({ "kty": "EC", "crv": self.curve.name(), "x": x, "y": y })
    }

    /// The shared secret with whatever point the other side names.
    pub(crate) fn secret(&self, other: &Map<String, Value>) -> Option<Vec<u8>> {
        let point = Point::of_jwk(other)?;
        let product = point.times(&self.scalar, self.curve).ok()??;
        self.padded(&product.x).ok()
    }

    /// A coordinate in as many octets as the curve has for it (RFC 7518, 6.2.1.2).
    fn padded(&self, number: &BigNumRef) -> Result<Vec<u8>, ErrorStack> {
        number.to_vec_padded(i32::from(self.width()))
    }

    fn width(&self) -> u8 {
        match self.curve {
            Curve::P256 => 32,
            Curve::P384 => 48,
            Curve::P521 => 66,
        }
    }
}

/// How a key is derived from a shared secret.
pub(crate) struct Derivation<'a> {
    pub algorithm: KeyManagement,
    /// Whether the name of the content encryption stands where that of the key wrap belongs.
    pub for_content: bool,
    pub header: &'a Map<String, Value>,
    /// Whether what the header says of the parties enters.
    pub with_parties: bool,
}

impl Derivation<'_> {
    /// The Concat KDF (RFC 7518, 4.6.2), one round of SHA-256.
    pub(crate) fn key(&self, secret: &[u8]) -> Vec<u8> {
        let octets = self.algorithm.agreed_octets();
        let bits = u32::try_from(octets * 8).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(&1_u32.to_be_bytes());
        hash.update(secret);
        for field in [
            self.name().as_bytes(),
            &self.party("apu"),
            &self.party("apv"),
        ] {
            let length = u32::try_from(field.len()).unwrap_or_default();
            hash.update(&length.to_be_bytes());
            hash.update(field);
        }
        hash.update(&bits.to_be_bytes());
        hash.finish()[..octets].to_vec()
    }

    fn name(&self) -> &'static str {
        if self.for_content || self.algorithm == KeyManagement::EcdhEs {
            CONTENT_ENCRYPTION
        } else {
            self.algorithm.name()
        }
    }

    fn party(&self, name: &str) -> Vec<u8> {
        let stated = number(self.header, name).filter(|_| self.with_parties);
        stated.unwrap_or_default()
    }
}

/// A content key under a wrapping key (RFC 3394).
pub(crate) fn wrapped(key: &[u8], content_key: &[u8]) -> Option<Vec<u8>> {
    let key = AesKey::new_encrypt(key).ok()?;
    let mut wrapped = vec![0; content_key.len() + 8];
    wrap_key(&key, None, &mut wrapped, content_key).ok()?;
    Some(wrapped)
}

/// The content key that was wrapped.
pub(crate) fn unwrapped(key: &[u8], wrapped: &[u8]) -> Option<Vec<u8>> {
    let key = AesKey::new_decrypt(key).ok()?;
    let mut content_key = vec![0; wrapped.len().checked_sub(8)?];
    unwrap_key(&key, None, &mut content_key, wrapped).ok()?;
    Some(content_key)
}

/// A content key under an RSA key of whatever size, by RSAES-OAEP.
pub(crate) fn encrypted_to_short(key: &Jwk, content_key: &[u8]) -> Option<Vec<u8>> {
    let rsa = public(key).ok()?.rsa().ok()?;
    let mut encrypted = vec![0; rsa.size() as usize];
    rsa.public_encrypt(content_key, &mut encrypted, Padding::PKCS1_OAEP)
        .ok()?;
    Some(encrypted)
}

/// The octets of a member in base64url.
fn number(members: &Map<String, Value>, name: &str) -> Option<Vec<u8>> {
    use base64ct::{Base64UrlUnpadded, Encoding as _};
    Base64UrlUnpadded::decode_vec(members.get(name)?.as_str()?).ok()
}
