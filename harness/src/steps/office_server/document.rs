//! What the office keeps, and how it has chosen to authenticate.

use cucumber::given;

use crate::actor::environment::facts::{Availability, SetUp};
use crate::named::named;
use crate::stop::Step;
use crate::world::World;

named! {
    /// Why a document of the office cannot be had.
    pub enum Obstacle {
        /// There is a file, and it cannot be had at present.
        NotAvailable = "is not available",
        /// Nobody else may have it.
        NotCleared = "is not cleared for others",
    }
}

named! {
    /// Whose authorization server vouches for WIPO at the office.
    pub enum Vouching {
        /// WIPO's server, for both.
        Wipo = "WIPO's authorization server",
        /// The office's own.
        Own = "its own authorization server",
    }
}

#[given(expr = "an office with an API that keeps a document")]
async fn keeps(world: &mut World) -> Step {
    keeps_one(world, Availability::Available).await
}

#[given(expr = "an office with an API that keeps a document which {}")]
async fn keeps_obstructed(world: &mut World, obstacle: Obstacle) -> Step {
    let availability = match obstacle {
        Obstacle::NotAvailable => Availability::NotAvailable,
        Obstacle::NotCleared => Availability::NotCleared,
    };
    keeps_one(world, availability).await
}

#[given(expr = "an office with an API that trusts {} and keeps a document")]
async fn trusts_and_keeps(world: &mut World, vouching: Vouching) -> Step {
    world.office_server.set_up = match vouching {
        Vouching::Wipo => SetUp::Wipo,
        Vouching::Own => SetUp::Own,
    };
    keeps(world).await
}

async fn keeps_one(world: &mut World, availability: Availability) -> Step {
    let set_up = world.office_server.set_up;
    let document = world
        .environment
        .kept_at_office(set_up, availability)
        .await?;
    world.office_server.document = Some(document);
    Ok(())
}
