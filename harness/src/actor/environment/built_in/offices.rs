//! Offices of our own with an API, one for each set-up of authorization servers, and the PCT service.

use mock_das::{office, pct};
use mock_kit::ControlHandle;
use tokio::sync::OnceCell;
use url::Url;

use super::authorization_server::enrolled;
use super::{BuiltIn, PROCESSING_TIME, activate, facts_of};
use crate::actor::Party;
use crate::actor::environment::clients::Who;
use crate::actor::environment::facts::{
    DasFacts, KeptDocument, OfficeServerFacts, PctFacts, SetUp,
};
use crate::actor::environment::ours::{self, OfficeParts, token_source};
use crate::actor::environment::received::{Ear, OWN_SERVER};
use crate::actor::environment::variant::authorization_server_variant;
use crate::stop::Stop;

/// An office with an API, and its own authorization server where the set-up has one.
pub struct OfficeAt {
    /// The office.
    pub(super) api: office::Handle,
    /// Its own authorization server.
    pub(super) server: Option<mock_oidc::Handle>,
}

impl OfficeAt {
    /// What it and its authorization server have received.
    pub(super) fn ears(&self) -> Vec<Ear> {
        let api = Ear::of(Party::OfficeServer, self.api.base(), self.api.control());
        let server = self.server.as_ref().map(|own| {
            Ear::of(Party::AuthorizationServer, own.issuer(), own.control()).called(OWN_SERVER)
        });
        [api].into_iter().chain(server).collect()
    }

    /// The office's API itself.
    pub(in crate::actor::environment) fn api(&self) -> &office::Handle {
        &self.api
    }

    /// Control over the office.
    pub(super) fn control(&self) -> &ControlHandle {
        self.api.control()
    }
}

/// The office that has chosen a set-up, and WIPO as it knows it.
pub(in crate::actor::environment) fn parts(set_up: SetUp) -> (Who, Who) {
    match set_up {
        SetUp::Wipo => (Who::Client, Who::WipoForOffice),
        SetUp::Own => (Who::AnotherClient, Who::Wipo),
    }
}

/// The clients of an office's own authorization server: WIPO, and one that is not WIPO.
pub(in crate::actor::environment) const CLIENTS_OF_OWN_SERVER: [Who; 2] =
    [Who::Wipo, Who::Stranger];

impl BuiltIn {
    /// Where the office's API is, spawned if need be.
    pub async fn office_server_facts(&self, set_up: SetUp) -> Result<OfficeServerFacts, Stop> {
        let (office, caller) = parts(set_up);
        let at = self.office_at(set_up).await?;
        let server = match &at.server {
            Some(own) => own,
            None => self.authorization_server().await?,
        };
        Ok(OfficeServerFacts {
            base: DasFacts::below(at.api.base()).base,
            code: office.office().to_owned(),
            issuer: facts_of(server)?,
            caller: self.client(caller),
        })
    }

    /// Where the PCT service is, spawned if need be.
    pub async fn pct_facts(&self) -> Result<PctFacts, Stop> {
        Ok(PctFacts {
            base: DasFacts::below(self.pct_service().await?.base()).base,
            issuer: self.authorization_server_facts().await?,
            caller: self.client(Who::WipoForPct),
        })
    }

    /// Puts a document into the office's digital library.
    pub async fn keep_at_office(&self, set_up: SetUp, document: KeptDocument) -> Result<(), Stop> {
        ours::keep_at_office(&self.office_at(set_up).await?.api, document)
    }

    /// Puts a document into the PCT service.
    pub async fn keep_at_pct(&self, document: KeptDocument) -> Result<(), Stop> {
        ours::keep_at_pct(self.pct_service().await?, document)
    }

    /// Makes the authorization server of the office with a server of its own commit a fault.
    pub async fn stimulate_own_server(&self, fault: &str) -> Result<(), Stop> {
        let server = self.own_server().await?;
        activate(server.control(), fault)
    }

    /// The authorization server of the office with a server of its own.
    pub async fn own_server(&self) -> Result<&mock_oidc::Handle, Stop> {
        let office = self.office_at(SetUp::Own).await?;
        let missing = || Stop::harness("the office of this set-up has no server of its own");
        office.server.as_ref().ok_or_else(missing)
    }

    /// Makes a party stop committing a fault.
    pub(in crate::actor::environment) async fn calm(
        &self,
        party: Party,
        fault: &str,
    ) -> Result<(), Stop> {
        let faults = &self.control(party).await?.faults;
        faults.deactivate(fault).map_err(Stop::harness_bug)
    }

    /// WIPO's authorization server.
    pub(in crate::actor::environment) async fn server_of_wipo(
        &self,
    ) -> Result<&mock_oidc::Handle, Stop> {
        self.authorization_server().await
    }

    /// The bases of the offices and of the PCT service that have been spawned.
    pub fn peer_bases(&self) -> Vec<(Party, Url)> {
        let offices = self.offices().into_iter().map(|office| office.api.base());
        let pct = self.pct.get().map(pct::Handle::base);
        let offices = offices.map(|base| (Party::OfficeServer, base));
        offices
            .chain(pct.map(|base| (Party::Pct, base)))
            .map(|(party, base)| (party, DasFacts::below(base).base))
            .collect()
    }

    /// The offices that have been spawned.
    pub(super) fn offices(&self) -> Vec<&OfficeAt> {
        let cells = [&self.office_of_wipo_s_set_up, &self.office_with_own_server];
        cells.into_iter().filter_map(OnceCell::get).collect()
    }

    /// The office itself.
    pub(in crate::actor::environment) async fn office_at(
        &self,
        set_up: SetUp,
    ) -> Result<&OfficeAt, Stop> {
        let cell = match set_up {
            SetUp::Wipo => &self.office_of_wipo_s_set_up,
            SetUp::Own => &self.office_with_own_server,
        };
        let spawned = cell.get_or_try_init(|| Box::pin(self.spawn_office(set_up)));
        spawned.await
    }

    /// The PCT service itself.
    pub(in crate::actor::environment) async fn pct_service(&self) -> Result<&pct::Handle, Stop> {
        let spawned = self.pct.get_or_try_init(|| Box::pin(self.spawn_pct()));
        spawned.await
    }

    async fn spawn_office(&self, set_up: SetUp) -> Result<OfficeAt, Stop> {
        let (office, caller) = parts(set_up);
        let server = match set_up {
            SetUp::Wipo => None,
            SetUp::Own => Some(self.spawn_own_server().await?),
        };
        let issuer = match &server {
            Some(own) => own.issuer().clone(),
            None => self.authorization_server().await?.issuer().clone(),
        };
        let caller = self.client(caller);
        let parts = OfficeParts {
            office,
            issuer: issuer.clone(),
            caller: &caller,
            das: self.das().await?.base().clone(),
            tokens: self.tokens_of(office).await?,
        };
        let settings = self
            .ground()
            .office(self.listener(), parts, PROCESSING_TIME);
        let api = office::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&api.control().faults);
        let tokens = token_source(issuer, &caller)?;
        let listed = ours::listed_with_api(office, api.base(), tokens);
        self.das().await?.allow(&listed);
        Ok(OfficeAt { api, server })
    }

    async fn spawn_own_server(&self) -> Result<mock_oidc::Handle, Stop> {
        let clients = CLIENTS_OF_OWN_SERVER.map(|who| self.client(who));
        let settings = mock_oidc::Settings {
            listener: self.listener(),
            variant: authorization_server_variant(&self.wire.authorization_server),
            clock: self.clock.clone(),
            trust: vec![self.shared.authority_pem.clone()],
            clients: clients
                .iter()
                .map(|client| enrolled(client, vec![client.scope.clone()]))
                .collect(),
            users: Vec::new(),
        };
        mock_oidc::spawn(settings).await.map_err(Stop::harness_bug)
    }

    async fn spawn_pct(&self) -> Result<pct::Handle, Stop> {
        let caller = self.client(Who::WipoForPct);
        let issuer: Url = self.authorization_server().await?.issuer().clone();
        let settings = self.ground().pct(self.listener(), issuer.clone(), &caller);
        let service = pct::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&service.control().faults);
        let tokens = token_source(issuer, &caller)?;
        self.das()
            .await?
            .connect(ours::pct_service(service.base(), tokens));
        Ok(service)
    }

    fn ground(&self) -> ours::Ground<'_> {
        ours::Ground {
            clock: self.clock.clone(),
            authority_pem: self.shared.authority_pem.clone(),
            wire: &self.wire,
        }
    }
}
