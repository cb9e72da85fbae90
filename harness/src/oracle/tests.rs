//! Published examples, judged by both stacks.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use base64ct::{Base64UrlUnpadded, Encoding as _};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

use super::compact::Compact;
use super::key_set::KeySet;
use super::signature::{KnownAlgorithm, SignatureVerdict, of_jwt, verify};
use crate::actor::forge::public_key::jwk;

/// The claims of the examples of RFC 7515, A.2 and A.3.
const CLAIMS: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

fn verdict(header: &str, signature: &str, key: &Value) -> SignatureVerdict {
    let jwt = Compact::read(&format!("{header}.{CLAIMS}.{signature}")).unwrap();
    let keys = KeySet::read(json!({"keys": [key]}).to_string().as_bytes()).unwrap();
    of_jwt(&jwt, &keys)
}

#[test]
fn the_elliptic_curve_example_of_rfc_7515_is_valid() {
    let key = json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    });
    let signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    assert_eq!(
        verdict("eyJhbGciOiJFUzI1NiJ9", signature, &key),
        SignatureVerdict::Valid
    );
}

#[test]
fn a_kid_in_the_header_does_not_rule_out_a_key_without_one() {
    let header = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImFueSJ9";
    let signer = SigningKey::from_slice(&[7; 32]).unwrap();
    let signature: Signature = signer.sign(format!("{header}.{CLAIMS}").as_bytes());
    let signature = Base64UrlUnpadded::encode_string(&signature.to_bytes());
    let mut key = jwk(&signer.verifying_key().into(), None);
    assert_eq!(verdict(header, &signature, &key), SignatureVerdict::Valid);
    key["kid"] = json!("another");
    let other = verdict(header, &signature, &key);
    assert!(matches!(other, SignatureVerdict::Invalid(_)), "{other:?}");
}

#[test]
fn the_rsa_example_of_rfc_7515_is_valid() {
    let key = json!({
        "kty": "RSA", "e": "AQAB",
        "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    });
    let signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    assert_eq!(
        verdict("eyJhbGciOiJSUzI1NiJ9", signature, &key),
        SignatureVerdict::Valid
    );
}

#[test]
fn the_edwards_curve_example_of_rfc_8037_is_valid() {
    let key = json!({
        "kty": "OKP", "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    });
    let key = key.as_object().unwrap();
    let message = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let signature = Base64UrlUnpadded::decode_vec(signature).unwrap();
    let verdict = |message: &[u8]| verify(KnownAlgorithm::EdDsa, key, message, &signature);
    assert_eq!(verdict(message), SignatureVerdict::Valid);
    assert!(matches!(verdict(b"other"), SignatureVerdict::Invalid(_)));
}

#[test]
fn a_jwt_without_a_known_algorithm_or_key_is_invalid() {
    let key = json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"});
    for header in [
        "eyJhbGciOiJub25lIn0",
        "e30",
        "eyJhbGciOiJFUzI1NiJ9",
        "eyJhbGciOiJSUzI1NiJ9",
    ] {
        assert!(
            matches!(verdict(header, "AAAA", &key), SignatureVerdict::Invalid(_)),
            "{header}"
        );
    }
}
