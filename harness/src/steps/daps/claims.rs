//! Claims that a connector asks for by value (IDS-G, dynamic claims request).

use cucumber::{then, when};
use serde_json::{Value, json};

use crate::actor::daps::attempt::attempt;
use crate::named::named;
use crate::oracle::compact::Compact;
use crate::oracle::guarantee;
use crate::stop::{Step, Stop};
use crate::world::World;

/// What is asked for where the value is text.
const WISH: &str = "https://wish.invalid/";
/// The SHA-256 of no certificate.
const FINGERPRINT: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

named! {
    /// A claim that a connector asks for.
    pub enum Claim {
        /// Who issues.
        Issuer = "iss",
        /// Whom it is about.
        Subject = "sub",
        /// For how long.
        Expiry = "exp",
        /// For whom.
        Audience = "aud",
        /// To which client.
        ClientId = "client_id",
        /// When it was made.
        IssuedAt = "iat",
        /// Its name.
        Name = "jti",
        /// Its context.
        Context = "@context",
        /// Its type.
        Kind = "@type",
        /// The certified profile.
        SecurityProfile = "securityProfile",
        /// The certificates for TLS.
        TransportCertificates = "transportCertsSha256",
    }
}

impl Claim {
    fn wish(self) -> Value {
        match self {
            Self::Expiry | Self::IssuedAt => json!(4_102_444_800_u32),
            Self::SecurityProfile => json!("idsc:TRUST_PLUS_SECURITY_PROFILE"),
            Self::TransportCertificates => json!([FINGERPRINT]),
            _ => json!(WISH),
        }
    }

    fn is_granted_by(self, dat: &Compact) -> bool {
        let wish = self.wish();
        let stated = dat.claims.get(self.name());
        let single = wish.as_array().and_then(|wishes| wishes.first());
        stated.is_some_and(|value| *value == wish || Some(value) == single || alike(value, &wish))
    }
}

/// Whether two security profiles are the same one, whichever way their names are written.
fn alike(stated: &Value, wish: &Value) -> bool {
    let profile = |value: &Value| guarantee::profile(value.as_str()?);
    profile(stated).is_some_and(|stated| Some(stated) == profile(wish))
}

#[when(expr = "the connector asks the DAPS to choose {} itself")]
async fn chooses(world: &mut World, claim: Claim) -> Step {
    let ground = world.asking().await?;
    let request_token = ground.connector.sign(&ground.draft())?;
    let mut parameters = ground.parameters(request_token);
    let wish = json!({ "access_token": { claim.name(): { "value": claim.wish() } } });
    parameters.push(("claims", wish.to_string()));
    let call = ground.call(&parameters);
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    Ok(())
}

/// A DAPS may refuse such a request as well.
#[then(expr = "the connector has not chosen {}")]
fn has_not_chosen(world: &mut World, claim: Claim) -> Step {
    let answer = world.data_space.answer()?;
    if !answer.issues_a_token() || !claim.is_granted_by(&world.data_space.dat()?) {
        return Ok(());
    }
    let expected = format!("{claim} as the DAPS has it");
    let received = "the value that the connector asked for";
    Err(Stop::violated(answer.finding(expected, received)))
}

#[then(expr = "the connector has chosen {}")]
fn has_chosen(world: &mut World, claim: Claim) -> Step {
    let answer = world.data_space.answer()?;
    if answer.issues_a_token() && claim.is_granted_by(&world.data_space.dat()?) {
        return Ok(());
    }
    let expected = format!("{claim} as the connector has it");
    let received = format!("another value of {claim}");
    Err(Stop::violated(answer.finding(expected, received)))
}
