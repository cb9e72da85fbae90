//! Whose key a certificate is for, told by the numbers of the key alone.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use openssl::bn::{BigNum, BigNumContext};
use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey, Public};
use openssl::x509::X509;

use super::published_keys::Key;

/// Whether a certificate is for this published key.
pub fn certifies(certificate: &X509, key: &Key) -> bool {
    let certified = certificate.public_key().and_then(|held| numbers(&held));
    let Ok(certified) = certified else {
        return false;
    };
    let member = |name: &str| {
        let text = key.get(name)?.as_str()?;
        without_leading_zeros(&Base64UrlUnpadded::decode_vec(text).ok()?)
    };
    certified
        .iter()
        .all(|(name, number)| member(name).as_ref() == Some(number))
}

/// The numbers of a key, as the members of a JWK are called (RFC 7518, 6.2.1 and 6.3.1; RFC 8037, 2).
fn numbers(key: &PKey<Public>) -> Result<Vec<(&'static str, Vec<u8>)>, ErrorStack> {
    match key.id() {
        Id::RSA => {
            let key = key.rsa()?;
            Ok(vec![("n", key.n().to_vec()), ("e", key.e().to_vec())])
        }
        Id::EC => {
            let key = key.ec_key()?;
            let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
            let mut context = BigNumContext::new()?;
            let point = key.public_key();
            point.affine_coordinates(key.group(), &mut x, &mut y, &mut context)?;
            Ok(vec![("x", x.to_vec()), ("y", y.to_vec())])
        }
        _ => {
            let octets = without_leading_zeros(&key.raw_public_key()?);
            Ok(vec![("x", octets.unwrap_or_default())])
        }
    }
}

fn without_leading_zeros(octets: &[u8]) -> Option<Vec<u8>> {
    let first = octets.iter().position(|octet| *octet != 0)?;
    Some(octets[first..].to_vec())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;
    use crate::actor::forge::authority::Authority;
    use crate::actor::forge::new_key;
    use crate::actor::forge::public_key::jwk;

    #[test]
    fn a_certificate_is_for_its_key_and_no_other() {
        let key = new_key();
        let chain = Authority::new("authority").unwrap();
        let chain = chain.chain(&key, "owner", (0, 86_400)).unwrap();
        let [own, authority] = [0, 1].map(|at| X509::from_der(&chain[at]).unwrap());
        let published = jwk(&key.public_key(), None).as_object().unwrap().clone();
        assert!(certifies(&own, &published));
        assert!(!certifies(&authority, &published));
    }
}
