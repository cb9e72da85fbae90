//! Requests written byte by byte over TLS, for what an HTTP library refuses to send.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use mock_kit::journal::next_turn;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::Url;

use super::model::{Exchange, Request, Response, TlsFacts};
use super::sender::Sender;
use crate::actor::Party;
use crate::stop::Stop;

/// How long to wait for more once the peer falls silent.
const SILENCE: Duration = Duration::from_millis(500);
/// How long a connection, and the wait for its first octet, may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most that is read, in octets.
const ANSWER_LIMIT: usize = 1 << 20;

/// What came back on a connection.
#[derive(Debug, Clone)]
pub struct RawAnswer {
    /// The recorded exchange; its response is the first one.
    pub exchange: Exchange,
    /// Every octet received.
    pub octets: Vec<u8>,
    /// Whether the peer closed the connection.
    pub closed: bool,
}

impl RawAnswer {
    /// The statuses of the HTTP/1.1 responses in what came back.
    pub fn statuses(&self) -> Vec<u16> {
        statuses(&self.octets)
    }
}

impl Sender {
    /// Writes octets to the host of `url` and reads until the peer closes or falls silent.
    pub async fn send_raw(
        &self,
        party: Party,
        url: &Url,
        octets: Vec<u8>,
    ) -> Result<RawAnswer, Stop> {
        let unreachable =
            |error: io::Error| Stop::inconclusive(format!("{url} could not be reached: {error}"));
        self.line.approach(url).await?;
        let connecting = tokio::time::timeout(PATIENCE, connect(self, url));
        let mut stream = connecting
            .await
            .map_err(|late| unreachable(late.into()))?
            .map_err(unreachable)?;
        let tls = facts(&stream);
        let turn = next_turn();
        stream.write_all(&octets).await.map_err(unreachable)?;
        let (answer, closed) = drain(&mut stream).await;
        let exchange = self.record_raw(turn, party, url, octets, &answer, tls);
        Ok(RawAnswer {
            exchange,
            octets: answer,
            closed,
        })
    }

    fn record_raw(
        &self,
        turn: u64,
        party: Party,
        url: &Url,
        sent: Vec<u8>,
        answer: &[u8],
        tls: Option<TlsFacts>,
    ) -> Exchange {
        let first = statuses(answer).first().copied();
        let exchange = Exchange {
            number: 0,
            from: self.from.clone(),
            to: party.name().to_owned(),
            at: self.line.clock.now(),
            request: Request {
                method: "raw octets".to_owned(),
                url: url.to_string(),
                headers: Vec::new(),
                body: sent,
            },
            response: first.map(|status| Response {
                status,
                headers: Vec::new(),
                body: answer.to_vec(),
            }),
            failure: first.is_none().then(|| "no HTTP answer".to_owned()),
            tls,
            raw: true,
            judged: self.line.judges(party),
        };
        self.line.log.record(turn, exchange)
    }
}

async fn connect(sender: &Sender, url: &Url) -> io::Result<TlsStream<TcpStream>> {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    let stream = TcpStream::connect((host, port)).await?;
    let mut config = (*sender.line.tls).clone();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

fn facts(stream: &TlsStream<TcpStream>) -> Option<TlsFacts> {
    let connection = stream.get_ref().1;
    Some(TlsFacts {
        version: connection.protocol_version()?.as_str()?.to_owned(),
        suite: connection
            .negotiated_cipher_suite()?
            .suite()
            .as_str()?
            .to_owned(),
        certificate: None,
    })
}

async fn drain(stream: &mut TlsStream<TcpStream>) -> (Vec<u8>, bool) {
    let mut answer = Vec::new();
    let mut wait = PATIENCE;
    while answer.len() < ANSWER_LIMIT {
        match tokio::time::timeout(wait, stream.read_buf(&mut answer)).await {
            Ok(Ok(0) | Err(_)) => return (answer, true),
            Ok(Ok(_)) => wait = SILENCE,
            Err(_) => break,
        }
    }
    (answer, false)
}

fn statuses(octets: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(octets);
    let lines = text.match_indices("HTTP/1.");
    let status = lines.filter_map(|(at, _)| text.get(at + 9..at + 12)?.parse().ok());
    status.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_response_on_a_connection_is_counted() {
        let octets = b"HTTP/1.1 400 Bad Request\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhi";
        assert_eq!(statuses(octets), [400, 200]);
        assert!(statuses(b"HTTP/1.").is_empty());
    }
}
