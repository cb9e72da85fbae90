//! What whoever talks to the served parties needs, as it is printed, shown on the console and told by the control routes.

use std::path::Path;

use mock_kit::Credential;

use super::{SCRIPT_CLIENT, SCRIPT_KEY_FILE, targets};
use crate::actor::environment::facts::KeptDocument;
use crate::actor::environment::served::data_space::DataSpace;
use crate::actor::environment::served::exchange::{Exchange, ServedOffice};
use crate::actor::environment::served::messages::MessageParties;
use crate::actor::environment::served::{Parties, Served};
use crate::actor::environment::users::{PASSWORD, USERNAME};
use crate::requirement::Profile;

/// The list, which grows line by line.
struct List<'a> {
    folder: &'a Path,
    lines: Vec<Credential>,
}

/// What a client, or the other side, of the served parties needs.
pub(super) fn of(
    folder: &Path,
    profile: &Profile,
    served: &Served,
    targets: &[&str],
) -> Vec<Credential> {
    let mut list = List {
        folder,
        lines: Vec::new(),
    };
    list.add("profile", &profile.name);
    match &served.parties {
        Parties::Exchange(parties) => list.exchange(profile, parties),
        Parties::DataSpace(parties) => list.data_space(parties),
        Parties::Messages(parties) => list.messages(parties),
    }
    if let Some(guest) = &served.guest {
        let place = format!("{} at {}", guest.name, guest.base());
        list.add("guest", &place);
    }
    for file in targets {
        list.file("target file", file);
    }
    list.lines
}

impl List<'_> {
    fn add<T: ToString + ?Sized>(&mut self, name: &str, value: &T) {
        self.lines.push(Credential {
            name: name.to_owned(),
            value: value.to_string(),
        });
    }

    fn file(&mut self, name: &str, file: &str) {
        let path = self.folder.join(file);
        self.add(name, &path.display());
    }

    fn exchange(&mut self, profile: &Profile, parties: &Exchange) {
        let issuer = parties.authorization_server.issuer();
        self.add("issuer", &targets::bare(issuer));
        self.add("DAS base", &parties.das.base());
        self.file("CA file", "ca.pem");
        self.add("client id", SCRIPT_CLIENT);
        self.file("key file", SCRIPT_KEY_FILE);
        self.add("scope", &profile.wire.das.scope);
        if profile.wire.authorization_server.authorization.is_some() {
            self.add("user", USERNAME);
            self.add("password", PASSWORD);
        }
        if let Some(back_channel) = &parties.back_channel {
            self.add("device of the user", &parties.authorization_server.device());
            self.add("decision", &back_channel.decision);
            self.add("CIBA client", &back_channel.client.base());
        }
        if let Some(registry) = &parties.registry {
            self.add("registry", &registry.handle.base());
            self.file("registry token", targets::REGISTRY_TOKEN_FILE);
        }
        if let Some(resource) = &parties.resource {
            self.add("accounts", &format!("{}accounts", resource.base()));
        }
        self.add("PCT service", &parties.pct.base());
        self.add("PCT service keeps", &kept(&parties.pct_document));
        self.office(&parties.office);
        self.office(&parties.office_with_own_server);
    }

    fn office(&mut self, office: &ServedOffice) {
        let code = office.code;
        self.add(&format!("office {code}"), &office.base);
        let issuer = targets::bare(&office.issuer);
        self.add(&format!("office {code} tokens"), &format!("of {issuer}"));
        self.add(&format!("office {code} keeps"), &kept(&office.document));
    }

    fn data_space(&mut self, parties: &DataSpace) {
        self.add("issuer", &parties.daps.issuer());
        self.add("token endpoint", &parties.daps.token_endpoint());
        self.file("CA file", "ca.pem");
        for connector in targets::connectors(parties) {
            let [certificate, key, ..] = &connector.files;
            let name = connector.name;
            self.add(name, &connector.credentials.id);
            self.file(&format!("{name}: certificate"), certificate);
            self.file(&format!("{name}: key"), key);
        }
        let messages = format!("{}messages", parties.connector.base());
        self.add("messages", &messages);
    }

    fn messages(&mut self, parties: &MessageParties) {
        self.add("consumer", &parties.consumer.base());
        self.add("producer", &parties.producer.base());
        self.file("CA file", "ca.pem");
        let keys = format!("https://localhost:{}/keys", parties.key_port);
        self.add("keys of the other producer", &keys);
        self.file("certificate of their host", targets::HOST_FILES[0]);
        self.file("key of their host", targets::HOST_FILES[1]);
    }
}

fn kept(document: &KeptDocument) -> String {
    let KeptDocument {
        kind, number, date, ..
    } = document;
    format!("the {kind} {number} of {date}")
}
