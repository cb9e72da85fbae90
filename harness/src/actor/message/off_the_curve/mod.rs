//! Points that do not lie on the curve they name but on one with the same coefficient a, and have a small order there: whoever computes with
//! them comes to one of a few secrets, and gives away what its private key leaves when divided by the order (RFC 8725, 3.4).

mod p256;
mod p384;
mod p521;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::actor::forge::encoding::base64url;
use crate::oracle::jwe::agreement_key::Curve;

/// A point of small order, and the abscissas of its multiples up to the sign; that of the point itself comes first.
struct SmallOrder {
    ordinate: &'static str,
    abscissas: &'static [&'static str],
}

/// The points for a curve: of 9,699,690 private keys one is divisible by all their orders, and gives nothing away.
fn points(curve: Curve) -> &'static [SmallOrder] {
    match curve {
        Curve::P256 => &p256::POINTS,
        Curve::P384 => &p384::POINTS,
        Curve::P521 => &p521::POINTS,
    }
}

/// Every point as `epk` has it, with every secret that may come of it.
pub fn guesses(curve: Curve) -> Vec<(Value, Vec<u8>)> {
    let of_point = |point: &SmallOrder| {
        let octets = |hexadecimal: &str| octets(hexadecimal, curve);
        let (x, y) = (octets(point.abscissas[0]), octets(point.ordinate));
        let jwk = json!({ "kty": "EC", "crv": curve, "x": base64url(&x), "y": base64url(&y) });
        let secrets = point.abscissas.iter().map(|x| octets(x));
        secrets
            .map(|secret| (jwk.clone(), secret))
            .collect::<Vec<_>>()
    };
    points(curve).iter().flat_map(of_point).collect()
}

/// A coordinate in as many octets as the curve has for it.
fn octets(hexadecimal: &str, curve: Curve) -> Vec<u8> {
    hex::decode(format!("{hexadecimal:0>0$}", 2 * curve.width())).unwrap_or_default()
}
