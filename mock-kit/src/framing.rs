//! Faults below HTTP: what a careless server does with contradictory message framing.
//!
//! The HTTP library refuses such messages, so a party that is to misbehave has the head of its first
//! request rewritten before the library sees it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};

use crate::fault::FaultPlan;

crate::faults! {
    /// Takes a request with two different Content-Length fields and believes the first.
    JOINS_CONFLICTING_LENGTHS = "joins-conflicting-lengths", violates ["RFC9112-6.3-1"], observed "accepted";
    /// Believes Transfer-Encoding where Content-Length contradicts it, and answers what hides behind the last chunk.
    ANSWERS_HIDDEN_REQUESTS = "answers-hidden-requests", violates ["RFC9112-6.1-1"], observed "a second answer";
}

/// Octets in which a request head must end.
const HEAD_LIMIT: usize = 16 * 1024;

/// A stream with octets put back in front of it.
pub(crate) struct Rewound<S> {
    front: io::Cursor<Vec<u8>>,
    stream: S,
}

/// Hands the stream on once its peer has said something: as it is, or with the first request head rewritten when a framing fault is
/// committed.
pub(crate) async fn bend<S>(mut stream: S, faults: &FaultPlan) -> io::Result<Rewound<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut front = Vec::with_capacity(1024);
    stream.read_buf(&mut front).await?;
    if bends(faults) {
        front = rewrite(read_head(front, &mut stream).await?, faults);
    }
    Ok(Rewound {
        front: io::Cursor::new(front),
        stream,
    })
}

fn bends(faults: &FaultPlan) -> bool {
    ROWS.iter().any(|fault| faults.commits(fault))
}

async fn read_head<S: AsyncRead + Unpin>(mut read: Vec<u8>, stream: &mut S) -> io::Result<Vec<u8>> {
    while read.len() < HEAD_LIMIT && end_of_head(&read).is_none() {
        if stream.read_buf(&mut read).await? == 0 {
            break;
        }
    }
    Ok(read)
}

fn end_of_head(read: &[u8]) -> Option<usize> {
    read.windows(4).position(|four| four == b"\r\n\r\n")
}

fn rewrite(read: Vec<u8>, faults: &FaultPlan) -> Vec<u8> {
    let Some(end) = end_of_head(&read) else {
        return read;
    };
    let Ok(head) = std::str::from_utf8(&read[..end]) else {
        return read;
    };
    let mut bent = kept_lines(head, faults).join("\r\n").into_bytes();
    bent.extend_from_slice(&read[end..]);
    bent
}

fn kept_lines<'a>(head: &'a str, faults: &FaultPlan) -> Vec<&'a str> {
    let chunked = head.lines().any(|line| is_field(line, "transfer-encoding"));
    let drops_all = chunked && faults.commits(&ANSWERS_HIDDEN_REQUESTS);
    let drops_later = faults.commits(&JOINS_CONFLICTING_LENGTHS);
    let mut lengths = 0;
    let keep = |line: &&str| {
        if !is_field(line, "content-length") {
            return true;
        }
        lengths += 1;
        !drops_all && (lengths == 1 || !drops_later)
    };
    head.split("\r\n").filter(keep).collect()
}

fn is_field(line: &str, name: &str) -> bool {
    let field = line.split(':').next().unwrap_or_default();
    field.eq_ignore_ascii_case(name)
}

impl<S: AsyncRead + Unpin> AsyncRead for Rewound<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let front = Pin::new(&mut self.front);
        let before = buffer.filled().len();
        if let Poll::Ready(Ok(())) = front.poll_read(context, buffer)
            && buffer.filled().len() > before
        {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Rewound<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, octets)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bent(request: &str, fault: &'static crate::Fault) -> String {
        let plan = FaultPlan::new(&[ROWS]);
        assert!(plan.activate(fault.name).is_ok());
        String::from_utf8_lossy(&rewrite(request.as_bytes().to_vec(), &plan)).into_owned()
    }

    #[test]
    fn the_second_length_is_dropped() {
        let request = "POST / HTTP/1.1\r\nContent-Length: 2\r\ncontent-length: 9\r\n\r\nhi";
        let kept = bent(request, &JOINS_CONFLICTING_LENGTHS);
        assert_eq!(kept, "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi");
    }

    #[test]
    fn a_length_beside_chunks_is_dropped() {
        let request = "POST / HTTP/1.1\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n";
        let kept = bent(request, &ANSWERS_HIDDEN_REQUESTS);
        assert_eq!(
            kept,
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
    }
}
