//! What a scenario can arrange about a DAS of ours, apart from talking to it.

use std::net::IpAddr;

use url::Url;

use super::clients::Who;
use super::{Environment, ours};
use crate::stop::Stop;

impl Environment {
    /// Has DAS serve an office from this network address only.
    pub async fn list_address_at_das(&self, who: Who, address: IpAddr) -> Result<(), Stop> {
        let client = self.client(who)?;
        let own = self.own("the network addresses of offices are listed by hand")?;
        let office = mock_das::Office {
            addresses: vec![address],
            ..ours::listed(&client.client_id, &client.office)
        };
        own.das().await?.allow(&office);
        Ok(())
    }

    /// Tells DAS where an office publishes the keys to which content is encrypted for it.
    pub async fn register_encryption_keys(&self, who: Who, address: &Url) -> Result<(), Stop> {
        let client = self.client(who)?;
        let own = self.own("the keys of offices are registered by hand")?;
        let office = mock_das::Office {
            encryption_keys: Some(address.clone()),
            ..ours::listed(&client.client_id, &client.office)
        };
        own.das().await?.allow(&office);
        Ok(())
    }
}
