//! How the client redeems a code (RFC 6749, 4.1.3; RFC 7636, 4.5).

use cucumber::then;
use sha2::{Digest as _, Sha256};

use super::shown_by;
use crate::actor::forge::encoding::base64url;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then("the token request has the verifier of the code challenge")]
fn has_verifier(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    let none = || {
        Stop::inconclusive(format!(
            "the client redeemed no code: {}",
            sign_in.last_word
        ))
    };
    let request = sign_in.redemption().ok_or_else(none)?;
    let challenge = sign_in.asked()?.value("code_challenge");
    let Some(verifier) = request.parameter("code_verifier") else {
        return shown_by(request.number, "the code_verifier", "no code_verifier");
    };
    if challenge == Some(base64url(&Sha256::digest(verifier.as_bytes()))) {
        return Ok(());
    }
    let received = "a code_verifier that the challenge was not made of";
    shown_by(
        request.number,
        "the code_verifier of the challenge",
        received,
    )
}
