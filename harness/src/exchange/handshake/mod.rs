//! The beginning of a TLS handshake, written octet by octet: what a TLS library would not offer, and what came back.

mod answer;
mod hello;
mod offer;

#[cfg(test)]
mod tests;

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

pub use self::answer::Answer;
pub use self::offer::Offer;
use super::sender::Sender;
use crate::stop::Stop;

/// How long a connection, and the wait for its answer, may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest record of TLS with its header, in octets (RFC 8446, 5.1 and 5.2).
const RECORD_LIMIT: usize = 5 + (1 << 14) + 256;

impl Sender {
    /// Offers something to the host of `url` and reads what it agrees to.
    ///
    /// Silence is inconclusive: it may be the network.
    pub async fn shake_hands(&self, url: &Url, offer: Offer) -> Result<Answer, Stop> {
        self.line.approach(url).await?;
        let hello = hello::octets(url.domain(), offer);
        let unreachable =
            |error: io::Error| Stop::inconclusive(format!("{url} could not be reached: {error}"));
        let answered = tokio::time::timeout(PATIENCE, exchange(url, &hello)).await;
        let octets = answered.map_err(|late| unreachable(late.into()))?;
        octets.map(|octets| Answer::read(&octets)).or_else(|error| {
            // The connection stood: whoever resets it afterwards did not like what it was offered.
            if error.kind() == io::ErrorKind::ConnectionReset {
                return Ok(Answer::Refused("the connection was reset".to_owned()));
            }
            Err(unreachable(error))
        })
    }
}

async fn exchange(url: &Url, hello: &[u8]) -> io::Result<Vec<u8>> {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    let mut stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
    stream.write_all(hello).await?;
    let mut read = Vec::new();
    while !answer::is_whole(&read) && read.len() < RECORD_LIMIT {
        if stream.read_buf(&mut read).await? == 0 {
            break;
        }
    }
    Ok(read)
}
