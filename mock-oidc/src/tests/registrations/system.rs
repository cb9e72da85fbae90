//! The server under these sequences.

use std::collections::BTreeSet;

use proptest_state_machine::StateMachineTest;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::bench::{Held, Registrar, metadata};
use super::model::{Act, Known, Model};
use crate::tests::bench::ClientKeyPair;

/// A server that behaves.
pub struct Honest;
/// The ways in which registrations go astray.
const WAYS: [&str; 3] = [
    "keeps-deleted-clients",
    "gives-the-client-id-of-the-same-name",
    "changes-chains-in-place",
];
/// A server that goes astray in one of these ways.
pub struct Faulty<const WAY: usize>;

/// A running server with what was registered there.
pub struct System {
    runtime: Runtime,
    registrar: Registrar,
    key: ClientKeyPair,
    held: Vec<Held>,
}

impl StateMachineTest for Honest {
    type SystemUnderTest = System;
    type Reference = Model;

    fn init_test(_: &Model) -> System {
        System::start(None)
    }

    fn apply(system: System, model: &Model, act: Act) -> System {
        system.act(model, &act)
    }

    fn check_invariants(system: &System, model: &Model) {
        system.check(model);
    }
}

impl<const WAY: usize> StateMachineTest for Faulty<WAY> {
    type SystemUnderTest = System;
    type Reference = Model;

    fn init_test(_: &Model) -> System {
        System::start(Some(WAYS[WAY]))
    }

    fn apply(system: System, model: &Model, act: Act) -> System {
        system.act(model, &act)
    }

    fn check_invariants(system: &System, model: &Model) {
        system.check(model);
    }
}

impl System {
    fn start(fault: Option<&str>) -> Self {
        let runtime = Runtime::new().unwrap();
        let registrar = runtime.block_on(Registrar::open());
        if let Some(fault) = fault {
            registrar.bank.commit(fault);
        }
        Self {
            runtime,
            registrar,
            key: ClientKeyPair::generate(),
            held: Vec::new(),
        }
    }

    fn act(mut self, model: &Model, act: &Act) -> Self {
        match act {
            Act::Register { name } => {
                let metadata = metadata(&format!("Recipient {name}"), &self.key);
                let answer = self.runtime.block_on(self.registrar.register(&metadata));
                self.held.push(Held::of(&answer.json()));
            }
            Act::Update { which, logo } => {
                let metadata = self.metadata(&model.registrations[*which], *logo);
                self.update(*which, &metadata);
            }
            Act::AddIntermediary { which } => {
                let known = &model.registrations[*which];
                let mut metadata = self.metadata(known, known.logo);
                metadata["intermediaries"] = json!([{ "name": "Between" }]);
                self.update(*which, &metadata);
            }
            Act::Delete { which } => {
                let deleting = self.registrar.delete(&self.held[*which]);
                self.runtime.block_on(deleting);
            }
            Act::Decide { which, status } => self.registrar.decide(&self.held[*which], *status),
        }
        self
    }

    fn metadata(&self, known: &Known, logo: usize) -> Value {
        let mut metadata = metadata(&format!("Recipient {}", known.name), &self.key);
        metadata["logo_uri"] = json!(logo_uri(logo));
        metadata
    }

    fn update(&self, which: usize, metadata: &Value) {
        let updating = self.registrar.update(&self.held[which], metadata);
        self.runtime.block_on(updating);
    }

    fn check(&self, model: &Model) {
        let ids: BTreeSet<&str> = self.held.iter().map(|held| &*held.client_id).collect();
        assert_eq!(ids.len(), self.held.len(), "two registrations have one id");
        for (held, known) in self.held.iter().zip(&model.registrations) {
            self.runtime.block_on(self.check_one(held, known));
        }
    }

    async fn check_one(&self, held: &Held, known: &Known) {
        let read = self.registrar.read(held).await;
        let pushed = self.registrar.pushed_by(held, &self.key).await;
        if known.deleted {
            assert_eq!(read.status, 401, "a deleted registration is read");
            assert_eq!(pushed, "invalid_client");
            return;
        }
        let told = read.json();
        assert_eq!(told["status"], json!(known.status));
        assert_eq!(told["logo_uri"], json!(logo_uri(known.logo)));
        assert!(told.get("intermediaries").is_none(), "a chain was changed");
        let admitted = pushed != "unauthorized_client";
        assert_eq!(admitted, known.status.may_authorize(), "{pushed}");
    }
}

fn logo_uri(logo: usize) -> String {
    format!("https://recipient.example/{logo}.png")
}
