//! What a scenario can arrange about an office's API of ours, apart from talking to it.

use std::net::IpAddr;

use mock_das::office::Transfer;
use mock_kit::tls::NETWORK_DEADLINE;

use super::Environment;
use super::facts::SetUp;
use super::office_client::WrongCertificate;
use super::received::Ear;
use crate::actor::Party;
use crate::actor::counterparty::NotificationReceiver;
use crate::actor::wipo::das::Scripted;
use crate::exchange::sender::{Line, Sender, USER_AGENT};
use crate::stop::Stop;

const BY_HAND: &str = "what the office is told is arranged by hand";

impl Environment {
    /// Has the office report to a DAS that answers so, the last answer for ever.
    pub async fn das_of_office(
        &self,
        set_up: SetUp,
        answers: &[Scripted],
    ) -> Result<NotificationReceiver, Stop> {
        let own = self.own(BY_HAND)?;
        let receiver =
            NotificationReceiver::open_answering(&own.listener(), self.clock().clone(), answers)
                .await?;
        self.receivers().push(Ear {
            party: Party::Das,
            name: Party::Das.name(),
            ..receiver.ear()
        });
        let office = own.office_at(set_up).await?;
        office.api().set_das(receiver.base().clone());
        Ok(receiver)
    }

    /// Tells the office that a retrieval of its own is open at WIPO under this acknowledgement id.
    pub async fn expect_at_office(&self, set_up: SetUp, ack_id: &str) -> Result<(), Stop> {
        let own = self.own(BY_HAND)?;
        own.office_at(set_up).await?.api().expect(ack_id);
        Ok(())
    }

    /// Has the office send its documents through the transit zone.
    pub async fn upload_from_office(&self, set_up: SetUp) -> Result<(), Stop> {
        let own = self.own(BY_HAND)?;
        own.office_at(set_up)
            .await?
            .api()
            .set_transfer(Transfer::TransitZone);
        Ok(())
    }

    /// Has the office take calls from this network address only.
    pub async fn list_address_at_office(&self, set_up: SetUp, address: IpAddr) -> Result<(), Stop> {
        let own = self.own(BY_HAND)?;
        own.office_at(set_up)
            .await?
            .api()
            .set_addresses(Some(vec![address]));
        Ok(())
    }

    /// Has the issuer whose tokens the office takes sign with another key from now on, and returns the name of the key so far.
    pub async fn rotate_keys(&self, set_up: SetUp) -> Result<String, Stop> {
        let issuer = self.issuer_of_office(set_up).await?;
        let former = issuer.signing_key();
        issuer
            .rotate_signing_key()
            .await
            .map_err(Stop::harness_bug)?;
        Ok(former)
    }

    /// Has that issuer remove a former key in an emergency.
    pub async fn remove_key(&self, set_up: SetUp, kid: &str) -> Result<(), Stop> {
        let removed = self.issuer_of_office(set_up).await?.remove_signing_key(kid);
        removed
            .then_some(())
            .ok_or_else(|| Stop::harness("there is no such key"))
    }

    /// Makes a party of ours stop misbehaving.
    pub async fn calm(&self, party: Party, fault: &str) -> Result<(), Stop> {
        let own = self.own("only parties of ours can be told to behave")?;
        own.calm(party, fault).await
    }

    /// Has the office that trusts WIPO's server, or the PCT service, show a certificate that nobody must accept, or its own again.
    pub async fn show_certificate(
        &self,
        party: Party,
        wrong: Option<WrongCertificate>,
    ) -> Result<(), Stop> {
        let own = self.own("our parties show what certificates they like")?;
        let identity = match wrong {
            Some(wrong) => own.wrong_identity(wrong),
            None => own.identity().clone(),
        };
        match party {
            Party::Pct => own.pct_service().await?.present(&identity),
            _ => own.office_at(SetUp::Wipo).await?.api().present(&identity),
        }
        Ok(())
    }

    /// Something that sends requests from this network address of the machine.
    pub fn sender_at(&self, from: &str, address: IpAddr) -> Result<Sender, Stop> {
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured((*self.line.tls).clone())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(NETWORK_DEADLINE)
            .user_agent(USER_AGENT)
            .local_address(address)
            .build()
            .map_err(Stop::harness_bug)?;
        let line = Line {
            http,
            ..self.line.clone()
        };
        Ok(Sender::new(from, line))
    }

    async fn issuer_of_office(&self, set_up: SetUp) -> Result<&mock_oidc::Handle, Stop> {
        let own = self.own("the keys of the authorization server are changed by hand")?;
        match set_up {
            SetUp::Wipo => own.server_of_wipo().await,
            SetUp::Own => own.own_server().await,
        }
    }
}
