//! An office's API beside a real DAS: a document goes from its library to an office of second filing.

use mock_kit::ListenerSettings;

use super::world::{NUMBER, SCOPE, document};
use crate::office::{
    Accepts, Availability, Calling, Handle, Settings as OfficeSettings, Transfer, spawn,
};
use crate::settings::TokenAudience;
use crate::tests::world::{ACCESSING, DEPOSITING, World, office, pdf, registration};

/// The small authority hands out one token to everybody, so that here the office takes its own client for WIPO.
async fn office_beside(world: &World, transfer: Transfer) -> Handle {
    world.authority.hand_out(world.token(DEPOSITING));
    let identity = world.tls.identity_for(&["localhost"]).unwrap();
    let mut api = world.office_api(world.das.base().clone());
    let handle = spawn(OfficeSettings {
        listener: ListenerSettings::ephemeral(Some(identity)),
        clock: world.clock.clone(),
        code: "AT".to_owned(),
        base_path: OfficeSettings::BASE_PATH.to_owned(),
        accepts: Accepts {
            issuer: world.authority.issuer.clone(),
            trust: vec![world.tls.pem().to_owned()],
            client_id: DEPOSITING.to_owned(),
            audience: TokenAudience::TheClient,
            scope: SCOPE.to_owned(),
        },
        addresses: None,
        das: Calling {
            base: Some(world.das.base().clone()),
            tokens: api.tokens.clone(),
        },
        transfer,
        preparation_time: OfficeSettings::PREPARATION_TIME,
    });
    let handle = handle.await.unwrap();
    api.base = handle.base().clone();
    api.digital_library = true;
    let mut austria = office("AT", DEPOSITING);
    austria.api = Some(api);
    world.das.allow(&austria);
    handle
}

async fn delivered(transfer: Transfer) -> (Vec<u8>, Vec<u8>) {
    let world = World::new().await;
    let office = office_beside(&world, transfer).await;
    let mut kept = document(NUMBER, Availability::Available);
    kept.content = pdf("of the office");
    let content = kept.content.clone();
    assert!(office.keep(kept));
    let mut body = registration("");
    body["fileId"] = serde_json::Value::Null;
    let path = "/requests/registrations";
    assert_eq!(world.post(DEPOSITING, path, &body).await.status, 201);
    let ack = world.retrieve(ACCESSING).await;
    for _ in 0..200 {
        if world.state_of(ACCESSING, &ack).await["requestStatusCategory"] == "success" {
            let described = world.ask_download(ACCESSING, &ack).await;
            let url = described.text("fileDownloadUrl");
            return (content, world.fetch(&url).await.body);
        }
        world.process();
    }
    panic!("the document never arrived");
}

#[tokio::test]
async fn a_document_of_the_digital_library_arrives() {
    let (kept, arrived) = delivered(Transfer::DigitalLibrary).await;
    assert_eq!(kept, arrived);
}

#[tokio::test]
async fn a_document_arrives_through_the_transit_zone() {
    let (kept, arrived) = delivered(Transfer::TransitZone).await;
    assert_eq!(kept, arrived);
}
