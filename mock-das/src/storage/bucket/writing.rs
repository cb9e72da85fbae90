//! Writing to the bucket: encrypted, and whole or not at all.

use bytes::{Bytes, BytesMut};
use futures::{Stream, TryStreamExt as _};
use http::header::ETAG;
use rusty_s3::S3Action;
use rusty_s3::actions::{CompleteMultipartUploadResponse, CreateMultipartUpload};

use super::{ALGORITHM, Bucket, BucketError, ENCRYPTION, answer};
use crate::storage::{ObjectName, StorageError, Tally};

/// Octets of a part; S3 takes no fewer than 5 MiB but for the last.
const PART: usize = 8 << 20;

impl Bucket {
    /// Stores what streams in: in one request where it is short, in parts where it is long.
    pub async fn put(
        &self,
        name: &ObjectName,
        octets: impl Stream<Item = Result<Bytes, StorageError>>,
        tally: &mut Tally,
    ) -> Result<(), StorageError> {
        let object = name.to_string();
        let mut octets = std::pin::pin!(octets);
        let first = next_part(octets.as_mut(), tally).await?;
        if first.len() < PART {
            return self.put_whole(&object, first).await;
        }
        let upload = self.begin(&object).await?;
        match self.put_parts(&upload, first, octets, tally).await {
            Ok(()) => Ok(()),
            Err(error) => {
                self.abort(&upload).await?;
                Err(error)
            }
        }
    }

    /// Copies an object within the bucket.
    pub async fn copy(&self, from: &ObjectName, to: &ObjectName) -> Result<(), StorageError> {
        let source = format!("{}/{from}", self.address.name());
        let object = to.to_string();
        let mut action = self.address.put_object(Some(&self.credentials), &object);
        let headers = [
            ("x-amz-copy-source", source.as_str()),
            (ENCRYPTION, ALGORITHM),
        ];
        for (name, value) in headers {
            action.headers_mut().insert(name, value);
        }
        let request = self.http.put(self.own(&action));
        let request = headers.into_iter().fold(request, |request, (name, value)| {
            request.header(name, value)
        });
        let answer = self.send(request).await?;
        if answer.status() == http::StatusCode::NOT_FOUND {
            return Err(StorageError::NotFound(from.clone()));
        }
        let answer = answer::served("CopyObject", answer).await?;
        answer::encrypted(&answer)?;
        refuse_late_error("CopyObject", &answer::text(answer).await?)
    }

    async fn put_whole(&self, object: &str, octets: Bytes) -> Result<(), StorageError> {
        let mut action = self.address.put_object(Some(&self.credentials), object);
        action.headers_mut().insert(ENCRYPTION, ALGORITHM);
        let request = self.http.put(self.own(&action)).body(octets);
        let answer = self.send(request.header(ENCRYPTION, ALGORITHM)).await?;
        let answer = answer::served("PutObject", answer).await?;
        Ok(answer::encrypted(&answer)?)
    }

    async fn begin<'o>(&self, object: &'o str) -> Result<Upload<'o>, StorageError> {
        let mut action = self
            .address
            .create_multipart_upload(Some(&self.credentials), object);
        action.headers_mut().insert(ENCRYPTION, ALGORITHM);
        let request = self.http.post(self.own(&action));
        let answer = self.send(request.header(ENCRYPTION, ALGORITHM)).await?;
        let answer = answer::served("CreateMultipartUpload", answer).await?;
        answer::encrypted(&answer)?;
        let text = answer::text(answer).await?;
        let begun = CreateMultipartUpload::parse_response(&text);
        let begun = begun.map_err(|_| BucketError::Unreadable)?;
        Ok(Upload {
            object,
            id: begun.upload_id().to_owned(),
        })
    }

    async fn put_parts(
        &self,
        upload: &Upload<'_>,
        first: Bytes,
        mut octets: std::pin::Pin<&mut impl Stream<Item = Result<Bytes, StorageError>>>,
        tally: &mut Tally,
    ) -> Result<(), StorageError> {
        let mut tags = Vec::new();
        let mut part = first;
        while !part.is_empty() {
            tags.push(self.put_part(upload, tags.len() + 1, part).await?);
            part = next_part(octets.as_mut(), tally).await?;
        }
        self.complete(upload, &tags).await
    }

    async fn put_part(
        &self,
        upload: &Upload<'_>,
        number: usize,
        octets: Bytes,
    ) -> Result<String, StorageError> {
        let number = u16::try_from(number).map_err(|_| BucketError::Unreadable)?;
        let credentials = Some(&self.credentials);
        let action = self
            .address
            .upload_part(credentials, upload.object, number, &upload.id);
        let request = self.http.put(self.own(&action)).body(octets);
        let answer = answer::served("UploadPart", self.send(request).await?).await?;
        let tag = answer.headers().get(ETAG);
        let tag = tag.and_then(|tag| tag.to_str().ok());
        Ok(tag.ok_or(BucketError::Unreadable)?.to_owned())
    }

    async fn complete(&self, upload: &Upload<'_>, tags: &[String]) -> Result<(), StorageError> {
        let tags = tags.iter().map(String::as_str);
        let credentials = Some(&self.credentials);
        let action =
            self.address
                .complete_multipart_upload(credentials, upload.object, &upload.id, tags);
        let url = self.own(&action);
        let request = self.http.post(url).body(action.body());
        let answer = answer::served("CompleteMultipartUpload", self.send(request).await?).await?;
        let text = answer::text(answer).await?;
        refuse_late_error("CompleteMultipartUpload", &text)?;
        let completed = CompleteMultipartUploadResponse::parse(text.trim());
        completed.map_err(|_| BucketError::Unreadable)?;
        Ok(())
    }

    async fn abort(&self, upload: &Upload<'_>) -> Result<(), StorageError> {
        let credentials = Some(&self.credentials);
        let action = self
            .address
            .abort_multipart_upload(credentials, upload.object, &upload.id);
        let answer = self.send(self.http.delete(self.own(&action))).await?;
        answer::served("AbortMultipartUpload", answer).await?;
        Ok(())
    }
}

/// An upload in parts that has begun.
struct Upload<'o> {
    object: &'o str,
    id: String,
}

/// The next octets, a part of them unless there are fewer left.
async fn next_part(
    mut octets: std::pin::Pin<&mut impl Stream<Item = Result<Bytes, StorageError>>>,
    tally: &mut Tally,
) -> Result<Bytes, StorageError> {
    let mut part = BytesMut::new();
    while part.len() < PART {
        let Some(piece) = octets.try_next().await? else {
            break;
        };
        tally.count(&piece)?;
        part.extend_from_slice(&piece);
    }
    Ok(part.freeze())
}

/// S3 may notice a failure after it has begun to answer with status 200.
fn refuse_late_error(operation: &'static str, body: &str) -> Result<(), StorageError> {
    match answer::code_in(body) {
        code if code.is_empty() => Ok(()),
        code => Err(BucketError::Refused {
            operation,
            status: 200,
            code,
        }
        .into()),
    }
}
