//! The exchange API as OpenAPI documents describe it: ours, made of a profile's wire, and one that the operator brings.
//!
//! Every exchange with DAS is held against a description: its status must be documented for the operation, and its body must have
//! the form that stands there. Further members are no defect.

mod coverage;
mod description;
mod dialect;
mod document;
mod judgement;
mod reader;
mod reference;
#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

pub use coverage::{Asked, Coverage, DescriptionRecord, UnknownFieldRecord};
pub use description::{Api, Description, Operation};
pub use document::document;
pub use judgement::{Defect, Judged, judge_body, judge_status};
pub use reader::read;

use crate::error::{ConfigurationError, SourceFile};
use crate::requirement::wire::DasWire;

/// Our own description of one wire variant.
#[derive(Debug)]
pub struct Own {
    /// The document as JSON text, under the field names of the variant.
    pub published: String,
    /// The same, read, under our field names.
    pub description: Description,
}

/// Our description of a wire variant. It is made once per process and variant.
pub fn own(wire: &DasWire) -> Result<Arc<Own>, ConfigurationError> {
    type Made = Vec<(DasWire, Arc<Own>)>;
    static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, own)) = made.iter().find(|(known, _)| known == wire) {
        return Ok(Arc::clone(own));
    }
    let own = Arc::new(Own {
        published: document(wire).to_string(),
        description: Description::of(&document(&under_our_names(wire)), "our own description")?,
    });
    made.push((wire.clone(), Arc::clone(&own)));
    Ok(own)
}

fn under_our_names(wire: &DasWire) -> DasWire {
    DasWire {
        fields: std::collections::BTreeMap::new(),
        ..wire.clone()
    }
}

/// The description that an operator brings, every schema of it compiled.
pub fn brought(file: &SourceFile) -> Result<Description, ConfigurationError> {
    let document = read(file)?;
    let description = Description::of(&document, &file.name)?;
    description.compile()?;
    Ok(description)
}
