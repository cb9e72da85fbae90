//! The target files of WIPO's authorization server, DAS, the PCT service and the offices; and of an authorization server with users.

use super::{Change, Served, bare, resources, text};
use crate::actor::environment::facts::KeptDocument;
use crate::actor::environment::served::exchange::{Exchange, ServedOffice};
use crate::requirement::Profile;
use crate::requirement::wire::{AuthorizationWire, PushedRequestRule};

const ISSUER: &[&str] = &["authorization_server", "issuer"];
const CAPABILITIES: &[&str] = &["capabilities"];

/// What every authorization server with users of ours has.
const CAPABILITIES_WITH_USERS: &str = "client-credentials, introspection, revocation, userinfo";

/// Where a profile has users, those of the authorization server and of what users own; otherwise one for each party.
pub(super) fn files<'a>(profile: &Profile, parties: &'a Exchange) -> Vec<Served<'a>> {
    let issuer = parties.authorization_server.issuer();
    let Some(users) = &profile.wire.authorization_server.authorization else {
        return vec![
            das(parties),
            office("target-office-at.yaml", &parties.office),
            office_with_own_server(parties),
            pct(parties),
        ];
    };
    let scope = &users.resources.reading;
    let resource = parties.resource.iter();
    let resource = resource.map(|resource| resources(resource, issuer, scope));
    [with_users(profile, users, parties)]
        .into_iter()
        .chain(resource)
        .collect()
}

fn das(parties: &Exchange) -> Served<'_> {
    Served {
        name: "target.yaml",
        example: "das",
        changes: vec![
            text(ISSUER, bare(parties.authorization_server.issuer())),
            text(&["das", "base"], parties.das.base()),
        ],
    }
}

fn office<'a>(name: &'static str, office: &'a ServedOffice) -> Served<'a> {
    Served {
        name,
        example: "office-server",
        changes: vec![
            text(ISSUER, bare(&office.issuer)),
            text(&["office_server", "base"], &office.base),
        ],
    }
}

/// The example has the other set-up: whoever calls this office, and what it keeps, is not in it.
fn office_with_own_server(parties: &Exchange) -> Served<'_> {
    let own = &parties.office_with_own_server;
    let KeptDocument { number, .. } = &own.document;
    let mut file = office("target-office-fr.yaml", own);
    let caller = &own.caller.client_id;
    file.changes.extend([
        text(&["office_server", "set_up"], "own"),
        text(&["office_server", "keeps", "number"], number),
        text(
            &["office_server", "keeps", "file"],
            &document_file(own.code, &own.document),
        ),
        text(&["clients", "client", "id"], caller),
        text(&["clients", "client", "key_file"], &format!("{caller}.pem")),
        text(&["clients", "client", "office"], own.code),
        Change::Without(&["clients", "another_client"]),
        Change::Word(CAPABILITIES, "[]".to_owned()),
    ]);
    file
}

fn pct(parties: &Exchange) -> Served<'_> {
    Served {
        name: "target-pct.yaml",
        example: "pct",
        changes: vec![
            text(ISSUER, bare(parties.authorization_server.issuer())),
            text(&["pct", "base"], parties.pct.base()),
        ],
    }
}

/// The file with a document that a party keeps.
pub(super) fn document_file(code: &str, document: &KeptDocument) -> String {
    format!("kept-{code}.{}", document.format)
}

fn with_users<'a>(
    profile: &Profile,
    users: &AuthorizationWire,
    parties: &'a Exchange,
) -> Served<'a> {
    let (example, mut changes) = kind(profile, parties);
    changes.push(text(ISSUER, bare(parties.authorization_server.issuer())));
    let levels = users.acr_values.iter().map(|level| format!("\"{level}\""));
    let levels = levels.collect::<Vec<_>>().join(", ");
    changes.push(Change::Word(
        &["users", "acr_values"],
        format!("[{levels}]"),
    ));
    // The profile knows what our server has of what it leaves open.
    let open = [
        &["users", "scopes"],
        &["users", "responses"],
        &["users", "pushed_requests"],
    ];
    changes.extend(open.map(|key| Change::Without(key)));
    let pushing = match users.pushed_requests {
        PushedRequestRule::NotOffered => "",
        PushedRequestRule::Offered | PushedRequestRule::Required => ", pushed-requests",
    };
    let signing = match parties.back_channel {
        Some(_) => ", signed-requests, login-hint-tokens",
        None => "",
    };
    let capabilities = format!("[{CAPABILITIES_WITH_USERS}{pushing}{signing}]");
    changes.push(Change::Word(CAPABILITIES, capabilities));
    Served {
        name: "target.yaml",
        example,
        changes,
    }
}

/// The example of an authorization server of this kind, and what is other in it alone.
fn kind<'a>(profile: &Profile, parties: &'a Exchange) -> (&'static str, Vec<Change<'a>>) {
    if let Some(back_channel) = &parties.back_channel {
        return (
            "ciba",
            vec![text(&["backchannel", "decide"], &back_channel.decision)],
        );
    }
    let registration = &profile.wire.authorization_server.registration;
    match (&parties.registry, registration) {
        (Some(registry), Some(rules)) => (
            "registration",
            vec![
                text(&["registration", "scope"], &rules.scope),
                text(&["registry", "base"], registry.handle.base()),
            ],
        ),
        _ => ("authorization-server", Vec::new()),
    }
}
