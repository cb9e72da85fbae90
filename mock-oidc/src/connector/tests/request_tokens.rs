//! Request tokens say what the text in force demands.

use super::bench::{NOW, connector};
use crate::connector::compact::Dat;
use crate::daps::Edition;

#[test]
fn the_first_text_has_eight_members() {
    let token = connector(Edition::Seed).request_token().unwrap();
    let token = Dat::read(&token).unwrap();
    for member in [
        "@context", "@type", "sub", "exp", "iat", "nbf", "aud", "iss",
    ] {
        assert!(token.claims.contains_key(member), "{member}");
    }
    assert_eq!(token.claims["iss"], token.claims["sub"]);
    assert_eq!(token.claims["exp"], NOW + 60);
}

#[test]
fn the_current_text_has_an_assertion_with_a_name() {
    let token = connector(Edition::IdsG).request_token().unwrap();
    let token = Dat::read(&token).unwrap();
    assert!(token.claims.contains_key("jti"));
    assert!(!token.claims.contains_key("@type"));
}
