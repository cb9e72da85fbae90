//! How connectors are told apart, and how their identifiers are spelt.

use base64ct::{Base64, Encoding as _};
use cucumber::{then, when};
use serde_json::{Value, json};

use crate::actor::daps::Ground;
use crate::actor::daps::attempt::{attempt, control};
use crate::actor::environment::data_space::Which;
use crate::named::named;
use crate::oracle::connector_id::ConnectorId;
use crate::oracle::near_miss;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A spelling of an identifier that is not that of the example.
    pub enum Spelling {
        /// In lower case.
        LowerCase = "in lower case",
        /// As readers write it.
        Short = "without keyid",
        /// Without colons between octets.
        WithoutColons = "without colons",
    }
}

impl Spelling {
    fn of(self, id: &ConnectorId) -> String {
        match self {
            Self::LowerCase => id.to_string().to_lowercase(),
            Self::Short => id.in_short(),
            Self::WithoutColons => {
                let (subject_key, authority_key) = id.halves();
                format!(
                    "{}:keyid:{}",
                    subject_key.replace(':', ""),
                    authority_key.replace(':', "")
                )
            }
        }
    }
}

#[when(expr = "the connector spells its identifier {}")]
async fn spells(world: &mut World, spelling: Spelling) -> Step {
    let ground = world.asking().await?;
    let spelt = spelling.of(&ground.connector.id);
    let draft = ground.draft();
    let draft = draft
        .with_claim("iss", spelt.clone())
        .with_claim("sub", spelt.clone());
    let call = ground.call(&ground.parameters(ground.connector.sign(&draft)?));
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    world.data_space.spelt = Some(spelt);
    Ok(())
}

/// The legal twin is the request of the connector of the scenario.
#[when(expr = "{} asks the DAPS in its place")]
async fn asks_in_its_place(world: &mut World, which: Which) -> Step {
    let ground = world.asking().await?;
    let other = Ground::survey(&world.environment, which).await?;
    let call = other.legal_call()?;
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    Ok(())
}

#[when(expr = "{} asks the DAPS in its place, showing its certificate")]
async fn asks_with_certificate(world: &mut World, which: Which) -> Step {
    let ground = world.asking().await?;
    let other = Ground::survey(&world.environment, which).await?;
    let certificate = Base64::encode_string(&other.connector.certificate);
    let draft = other.draft().with_header("x5c", json!([certificate]));
    let call = other.call(&other.parameters(other.connector.sign(&draft)?));
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    Ok(())
}

#[when("the connector is revoked and asks the DAPS again")]
async fn is_revoked(world: &mut World) -> Step {
    let ground = world.asking().await?;
    let another = Ground::survey(&world.environment, Which::AnotherConnector).await?;
    control(&world.environment, &ground, "before").await?;
    world
        .environment
        .revoke_connector(&ground.connector)
        .await?;
    let call = ground.legal_call()?;
    world.data_space.answer = Some(attempt(&world.environment, &another, call).await?);
    Ok(())
}

#[then("a DAT, if there is one, names the connector as the example spells it")]
async fn names_it_in_full(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    if !answer.issues_a_token() {
        return Ok(());
    }
    let id = world.asking().await?.connector.id.to_string();
    let dat = world.data_space.dat()?;
    let subject = dat
        .claims
        .get("sub")
        .and_then(Value::as_str)
        .unwrap_or("absent");
    if subject == id {
        return Ok(());
    }
    let received = if subject == world.data_space.spelt()? {
        format!("the subject spelt as in the request token: {subject}")
    } else {
        format!("the subject {subject}")
    };
    let finding = answer.finding(format!("the subject {id}"), received);
    let near = near_miss::of_texts(&id, subject);
    Err(Stop::violated(finding.hinting_at(near)))
}
