//! The body of an answer, read as far as its reader has use for it. How long that may take is up to the client or the request: its
//! deadline covers the body.

use futures::StreamExt as _;

/// What was read of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its octets, from the first on.
    pub octets: Vec<u8>,
    /// Whether these are all.
    pub is_whole: bool,
}

/// Reads no more of a body than so many octets: whoever sends it decides how long it is.
pub async fn read(response: reqwest::Response, limit: usize) -> Result<Body, reqwest::Error> {
    let mut octets = Vec::new();
    let mut parts = response.bytes_stream();
    while let Some(part) = parts.next().await {
        let part = part?;
        let room = limit - octets.len();
        octets.extend_from_slice(&part[..part.len().min(room)]);
        if part.len() > room {
            return Ok(Body {
                octets,
                is_whole: false,
            });
        }
    }
    Ok(Body {
        octets,
        is_whole: true,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use futures::stream;

    use super::*;

    fn answer(body: impl Into<reqwest::Body>) -> reqwest::Response {
        http::Response::new(body).into()
    }

    #[tokio::test]
    async fn a_body_that_fits_is_whole() {
        let body = read(answer("12345678"), 8).await.unwrap();
        assert_eq!(
            (body.octets.as_slice(), body.is_whole),
            (&b"12345678"[..], true)
        );
    }

    #[tokio::test]
    async fn of_a_body_without_end_the_beginning_is_read() {
        let parts = stream::repeat_with(|| Ok::<_, std::io::Error>("1234567"));
        let endless = reqwest::Body::wrap_stream(parts);
        let body = read(answer(endless), 8).await.unwrap();
        assert_eq!(
            (body.octets.as_slice(), body.is_whole),
            (&b"12345671"[..], false)
        );
    }
}
