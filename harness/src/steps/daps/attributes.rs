//! Which attributes a DAT tells.

use cucumber::{given, then, when};
use serde_json::Value;

use crate::actor::daps::attempt::{attempt, control};
use crate::actor::environment::data_space::Attributes;
use crate::oracle::compact::Compact;
use crate::oracle::opinion::texts;
use crate::oracle::{guarantee, near_miss};
use crate::stop::{Step, Stop};
use crate::world::World;

/// A profile above that of every connector of the judge.
const HIGHER_PROFILE: &str = "idsc:TRUST_PLUS_SECURITY_PROFILE";
/// A guarantee below every profile.
const LESSER_GUARANTEE: &str = "idsc:AUDIT_NONE";
/// The claims that tell attributes.
const ATTRIBUTES: [&str; 4] = [
    "securityProfile",
    "referringConnector",
    "transportCertsSha256",
    "extendedGuarantee",
];

#[given("the connector is said to guarantee less than its security profile")]
async fn guarantees_less(world: &mut World) -> Step {
    let ground = world.asking().await?;
    let mut connector = ground.connector.clone();
    connector
        .attributes
        .guarantees
        .push(LESSER_GUARANTEE.to_owned());
    world.environment.change_attributes(&connector).await
}

#[when("the attributes of the connector change before it asks again")]
async fn change(world: &mut World) -> Step {
    let ground = world.asking().await?;
    control(&world.environment, &ground, "before").await?;
    let mut connector = ground.connector.clone();
    connector.attributes = Attributes {
        security_profile: "idsc:TRUST_SECURITY_PROFILE".to_owned(),
        guarantees: vec!["idsc:AUDIT_REMOTE_TRACING".to_owned()],
        ..connector.attributes
    };
    world.environment.change_attributes(&connector).await?;
    world.data_space.answer = Some(ground.ask(&world.environment).await?);
    world.data_space.changed = Some(connector);
    Ok(())
}

#[when("the connector claims a higher security profile for itself")]
async fn claims_more(world: &mut World) -> Step {
    let ground = world.asking().await?;
    if guarantee::profile(&ground.connector.attributes.security_profile) == highest() {
        let why = "the connector is certified for the highest profile, and cannot claim more";
        return Err(Stop::not_applicable(why));
    }
    let draft = ground.draft().with_claim("securityProfile", HIGHER_PROFILE);
    let request_token = ground.connector.sign(&draft)?;
    let call = ground.call(&ground.parameters(request_token));
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    Ok(())
}

#[then("the DAT tells the attributes of the connector")]
async fn tells(world: &mut World) -> Step {
    let ground = world.asking().await?;
    demand(world, &ground.connector.attributes, "no")
}

#[then("the DAT tells the changed attributes")]
fn tells_changed(world: &mut World) -> Step {
    let changed = world.data_space.changed()?.attributes;
    demand(world, &changed, "the earlier attributes: another")
}

fn demand(world: &World, attributes: &Attributes, otherwise: &str) -> Step {
    let dat = world.data_space.dat()?;
    let Some((claim, known)) = missing(&dat, attributes) else {
        return Ok(());
    };
    let told = texts(dat.claims.get(claim)).unwrap_or_default();
    let near = known
        .iter()
        .find_map(|known| near_miss::among(known, &told));
    let expected = format!("{claim} as the DAPS knows it");
    let finding = world.data_space.answer()?;
    let finding = finding.finding(expected, format!("{otherwise} {claim}"));
    Err(Stop::violated(finding.hinting_at(near)))
}

/// The first claim that does not tell what is known, with that; a namespace may be written out.
fn missing<'a>(dat: &Compact, attributes: &'a Attributes) -> Option<(&'static str, Vec<&'a str>)> {
    let described: Vec<&str> = attributes
        .referring_connector
        .iter()
        .map(String::as_str)
        .collect();
    let known: [Vec<&str>; 4] = [
        vec![&attributes.security_profile],
        described,
        attributes
            .transport_certificates
            .iter()
            .map(String::as_str)
            .collect(),
        attributes.guarantees.iter().map(String::as_str).collect(),
    ];
    let pairs = ATTRIBUTES.into_iter().zip(known);
    let mut untold = pairs.filter(|(claim, known)| !tells_all(dat.claims.get(*claim), known));
    untold.next()
}

/// How much the highest profile promises, whichever way its name is written.
fn highest() -> Option<usize> {
    guarantee::profile(HIGHER_PROFILE)
}

fn tells_all(told: Option<&Value>, known: &[&str]) -> bool {
    let told = texts(told).unwrap_or_default();
    let same = |one: &str, other: &str| {
        let written_out = other.replace("idsc:", "https://w3id.org/idsa/code/");
        let digits = one.replace(':', "");
        one.eq_ignore_ascii_case(other) || one == written_out || digits.eq_ignore_ascii_case(other)
    };
    known
        .iter()
        .all(|known| told.iter().any(|told| same(told, known)))
}

#[then("the DAT does not tell the profile that the connector claims")]
fn tells_no_claim(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    if !answer.issues_a_token() {
        return Ok(());
    }
    let dat = world.data_space.dat()?;
    let told = dat.claims.get("securityProfile").and_then(Value::as_str);
    if told.and_then(guarantee::profile) != highest() {
        return Ok(());
    }
    let finding = answer.finding(
        "the profile that the connector is certified for",
        "the profile that the connector claims",
    );
    Err(Stop::violated(finding))
}

#[then("no scope is granted but that of the attributes, and no attribute without it")]
fn grants_no_other(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    if !answer.issues_a_token() {
        return Ok(());
    }
    let wire = world.environment.daps_wire()?;
    let dat = world.data_space.dat()?;
    let in_dat = texts(dat.claims.get("scope")).unwrap_or_default();
    let told = answer.text("scope").into_iter().chain(in_dat);
    let granted: Vec<&str> = told.flat_map(str::split_ascii_whitespace).collect();
    let tells = ATTRIBUTES
        .iter()
        .any(|claim| dat.claims.contains_key(*claim));
    let received = match granted.iter().find(|value| **value != wire.scope) {
        Some(other) => format!("another scope: {other}"),
        None if granted.is_empty() && tells => "another scope: none, but attributes".to_owned(),
        None => return Ok(()),
    };
    let expected = format!("{} or nothing", wire.scope);
    Err(Stop::violated(answer.finding(expected, received)))
}
