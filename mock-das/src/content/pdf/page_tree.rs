//! The page tree: from the catalog down to every page.

use std::collections::BTreeSet;

use hayro_syntax::object::{Array, Dict, ObjRef};

use super::object::Objects;
use super::{PdfDefect, names};

/// A node of the tree.
enum Node {
    Page,
    Pages { kids: Vec<ObjRef>, count: i64 },
}

/// Counts the pages by visiting every one of them.
pub(super) fn count(objects: &mut Objects<'_>) -> Result<usize, PdfDefect> {
    let root = root(objects)?;
    let Node::Pages { kids, count } = node(objects, root)? else {
        return Err(PdfDefect::BrokenPageTree {
            number: root.obj_number,
        });
    };
    match visit(objects, root, kids)? {
        0 => Err(PdfDefect::NoPage),
        found if i64::try_from(found) == Ok(count) => Ok(found),
        found => Err(PdfDefect::PageCount {
            promised: count,
            found,
        }),
    }
}

fn root(objects: &mut Objects<'_>) -> Result<ObjRef, PdfDefect> {
    let pages = objects.read(objects.catalog(), |catalog| {
        names(catalog, "Type", b"Catalog").then(|| catalog.get_ref("Pages"))?
    });
    pages?.ok_or(PdfDefect::NoCatalog)
}

fn visit(objects: &mut Objects<'_>, root: ObjRef, kids: Vec<ObjRef>) -> Result<usize, PdfDefect> {
    let mut visited = BTreeSet::from([root.obj_number]);
    let mut awaited = kids;
    let mut pages = 0;
    while let Some(reference) = awaited.pop() {
        let number = reference.obj_number;
        if !visited.insert(number) {
            return Err(PdfDefect::PageTreeLoop { number });
        }
        match node(objects, reference)? {
            Node::Page => pages += 1,
            Node::Pages { kids, .. } => awaited.extend(kids),
        }
    }
    Ok(pages)
}

fn node(objects: &mut Objects<'_>, reference: ObjRef) -> Result<Node, PdfDefect> {
    let number = reference.obj_number;
    objects
        .read(reference, parse)?
        .ok_or(PdfDefect::BrokenPageTree { number })
}

fn parse(dictionary: &Dict<'_>) -> Option<Node> {
    if names(dictionary, "Type", b"Page") {
        return Some(Node::Page);
    }
    if !names(dictionary, "Type", b"Pages") {
        return None;
    }
    let kids = dictionary.get::<Array<'_>>("Kids")?;
    let kids: Option<Vec<ObjRef>> = kids.raw_iter().map(|kid| kid.as_obj_ref()).collect();
    Some(Node::Pages {
        kids: kids?,
        count: dictionary.get::<i64>("Count")?,
    })
}
