//! What a DAT holds.

use cucumber::then;

use crate::actor::Party;
use crate::exchange::call::Call;
use crate::oracle::dat::{Content, Dat};
use crate::oracle::key_set::KeySet;
use crate::oracle::opinion::Opinion;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then(expr = "the DAT holds {}")]
async fn holds(world: &mut World, content: Content) -> Step {
    let jwt = world.data_space.dat()?;
    let keys = published_keys(world).await?;
    let ground = world.asking().await?;
    let dat = Dat {
        jwt: &jwt,
        keys: &keys,
        issuer: &ground.facts.issuer,
        connector: &ground.connector.id.to_string(),
        wire: &ground.wire,
    };
    match dat.holds(content) {
        Opinion::Good => Ok(()),
        Opinion::Bad(defect) => {
            let answer = world.data_space.answer()?;
            let finding = answer.finding(defect.expected, defect.received);
            Err(Stop::violated(finding))
        }
        Opinion::Disputed(why) => Err(Stop::inconclusive(why)),
    }
}

/// The keys that the DAPS publishes now, or why they cannot be had.
async fn published_keys(world: &World) -> Result<Result<KeySet, String>, Stop> {
    let jwks_uri = world.environment.daps().await?.jwks_uri;
    let call = Call::get(Party::Daps, jwks_uri);
    let sender = world.environment.sender("connector");
    let exchange = sender.send(call).await?;
    let response = exchange.response.unwrap_or_default();
    Ok(match response.status {
        200 => KeySet::read(&response.body),
        status => Err(format!("{status} in place of the key set")),
    })
}
