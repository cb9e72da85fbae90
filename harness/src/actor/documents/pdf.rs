//! PDF files written object by object (ISO 32000-1, 7.5), whole and broken.

use std::fmt::Write as _;

/// A PDF before its cross-references are computed: object 1 is the catalog.
struct Draft {
    objects: Vec<String>,
    trailer: &'static str,
}

/// A PDF of so many pages, each of which shows `label`.
pub fn of_pages(label: &str, pages: usize) -> Vec<u8> {
    let draft = Draft::of_pages(label, pages);
    draft.close(|offset| offset)
}

/// A PDF whose cross-references point a few octets beside the objects.
pub fn led_astray(label: &str) -> Vec<u8> {
    Draft::of_pages(label, 1).close(|offset| offset + 5)
}

/// A PDF that ends with its last object.
pub fn without_references(label: &str) -> Vec<u8> {
    let (mut text, _) = Draft::of_pages(label, 1).body();
    text.push_str("%%EOF\n");
    text.into_bytes()
}

/// A PDF whose page tree has itself for a child.
pub fn with_loop(label: &str) -> Vec<u8> {
    let mut draft = Draft::of_pages(label, 1);
    "<< /Type /Pages /Kids [2 0 R] /Count 1 >>".clone_into(&mut draft.objects[1]);
    draft.close(|offset| offset)
}

/// A PDF that says of itself that it is encrypted, under a password that nobody knows.
pub fn encrypted(label: &str) -> Vec<u8> {
    let mut draft = Draft::of_pages(label, 1);
    let secret = "5A".repeat(32);
    draft.objects.push(format!(
        "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{secret}> /U <{secret}> >>"
    ));
    draft.trailer = " /Encrypt 6 0 R /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]";
    draft.close(|offset| offset)
}

impl Draft {
    fn of_pages(label: &str, pages: usize) -> Self {
        let number = |page: usize| 4 + 2 * page;
        let kids: Vec<String> = (0..pages)
            .map(|page| format!("{} 0 R", number(page)))
            .collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!(
                "<< /Type /Pages /Kids [{}] /Count {pages} >>",
                kids.join(" ")
            ),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        ];
        for page in 0..pages {
            objects.extend(leaf(label, number(page) + 1));
        }
        Self {
            objects,
            trailer: "",
        }
    }

    /// Header and objects, with the offset of each object.
    fn body(&self) -> (String, Vec<usize>) {
        let mut text = "%PDF-1.4\n".to_owned();
        let mut offsets = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            offsets.push(text.len());
            let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1);
        }
        (text, offsets)
    }

    /// The whole file; `reference` says where a cross-reference points for an object at an offset.
    fn close(&self, reference: impl Fn(usize) -> usize) -> Vec<u8> {
        let (mut text, offsets) = self.body();
        let start = text.len();
        let size = offsets.len() + 1;
        let _ = writeln!(text, "xref\n0 {size}\n0000000000 65535 f ");
        for offset in offsets {
            let _ = writeln!(text, "{:010} 00000 n ", reference(offset));
        }
        let trailer = self.trailer;
        let _ = writeln!(
            text,
            "trailer\n<< /Size {size} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF"
        );
        text.into_bytes()
    }
}

/// A page and its content stream, which is the object with this number.
fn leaf(label: &str, stream: usize) -> [String; 2] {
    let shown = label.replace(['(', ')', '\\'], " ");
    let content = format!("BT /F1 14 Tf 60 780 Td ({shown}) Tj ET");
    [
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {stream} 0 R >>"
        ),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ]
}
