//! How the client is set up.

use cucumber::given;

use crate::actor::authorization::request::Carriage;
use crate::actor::web_client::set_up::{Keys, SetUp, Subject};
use crate::requirement::wire::{AuthorizationWire, PushedRequestRule, ResponseOption};
use crate::stop::{Step, Stop};
use crate::world::World;

fn users(world: &World) -> Result<AuthorizationWire, Stop> {
    let users = world
        .environment
        .wire()
        .authorization_server
        .authorization
        .clone();
    users.ok_or_else(|| Stop::not_applicable("the profile has no authorization by users"))
}

fn demand_response(world: &World, response: ResponseOption) -> Step {
    if users(world)?.responses.contains(&response) {
        return Ok(());
    }
    Err(Stop::not_applicable("the profile has no such response"))
}

#[given("a web client that signs users in")]
fn usual(world: &mut World) -> Step {
    world.set_web_client_up(|set_up| set_up)
}

#[given("a web client that asks for an ID token beside the code")]
fn asks_for_id_token(world: &mut World) -> Step {
    demand_response(world, ResponseOption::CodeIdToken)?;
    world.set_web_client_up(|set_up| SetUp {
        response: ResponseOption::CodeIdToken,
        subject: Subject {
            response: true,
            ..set_up.subject
        },
        ..set_up
    })
}

#[given("a web client that asks for responses within a JWT")]
fn asks_for_jwt(world: &mut World) -> Step {
    demand_response(world, ResponseOption::CodeJwt)?;
    world.set_web_client_up(|set_up| SetUp {
        response: ResponseOption::CodeJwt,
        subject: Subject {
            response: true,
            ..set_up.subject
        },
        ..set_up
    })
}

#[given("a web client that pushes its requests")]
fn pushes(world: &mut World) -> Step {
    if users(world)?.pushed_requests == PushedRequestRule::NotOffered {
        return Err(Stop::not_applicable("the profile has no pushed requests"));
    }
    world.set_web_client_up(|set_up| SetUp {
        subject: Subject {
            carriage: true,
            ..set_up.subject
        },
        carriage: match set_up.carriage {
            Carriage::ByValue | Carriage::PushedObject => Carriage::PushedObject,
            Carriage::Plain | Carriage::Pushed => Carriage::Pushed,
        },
        ..set_up
    })
}

#[given("a web client that proves who it is by its certificate")]
fn proves_by_certificate(world: &mut World) -> Step {
    world.set_web_client_up(|set_up| SetUp {
        keys: Keys {
            proves_by_certificate: true,
            ..set_up.keys
        },
        ..set_up
    })
}

#[given("a web client that signs with an RSA key")]
fn signs_with_rsa(world: &mut World) -> Step {
    world.set_web_client_up(|set_up| SetUp {
        keys: Keys {
            signs_with_rsa: true,
            ..set_up.keys
        },
        ..set_up
    })
}

#[given("a web client whose ID tokens are encrypted")]
fn decrypts(world: &mut World) -> Step {
    world.set_web_client_up(|set_up| SetUp {
        keys: Keys {
            decrypts: true,
            ..set_up.keys
        },
        ..set_up
    })
}

#[given("a web client that needs a level of assurance")]
fn needs_assurance(world: &mut World) -> Step {
    let acr = users(world)?.acr_values.first().cloned();
    world.set_web_client_up(|set_up| SetUp { acr, ..set_up })
}

#[given("a web client that does not ask who the user is")]
fn asks_not_who(world: &mut World) -> Step {
    world.set_web_client_up(|mut set_up| {
        set_up.scope.retain(|value| value != "openid");
        set_up
    })
}

#[given("a web client that deals with two authorization servers")]
fn knows_two_servers(world: &mut World) -> Step {
    world.set_web_client_up(|set_up| SetUp {
        knows_two_servers: true,
        ..set_up
    })
}
