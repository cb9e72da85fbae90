//! What a scenario can arrange about a DAS of ours, apart from talking to it.

use std::net::IpAddr;

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
}
