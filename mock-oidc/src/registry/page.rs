//! One page of a list, as the FDX API pages: so many from such a place, and where the next page begins.

use serde::Deserialize;
use serde_json::{Value, json};

/// The most that one page holds.
const MOST: usize = 100;

/// Which page is asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct PageRequest {
    /// How many to leave out.
    #[serde(default)]
    pub offset: usize,
    /// How many to tell.
    pub limit: Option<usize>,
}

/// A page with its place in the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What it holds.
    pub items: Vec<T>,
    /// Where the next one begins, where there is one.
    pub next: Option<usize>,
    /// How long the whole list is.
    pub total: usize,
}

impl PageRequest {
    /// This page of the list.
    #[must_use]
    pub fn of<T>(self, list: Vec<T>) -> Page<T> {
        let total = list.len();
        let size = self.limit.unwrap_or(MOST).clamp(1, MOST);
        let items: Vec<T> = list.into_iter().skip(self.offset).take(size).collect();
        let end = self.offset.saturating_add(items.len());
        Page {
            next: (end < total).then_some(end),
            items,
            total,
        }
    }
}

impl<T> Page<T> {
    /// What the answer says of the page.
    #[must_use]
    pub fn told(&self) -> Value {
        let next = self.next.map(|offset| offset.to_string());
        json!({ "nextOffset": next, "total": self.total })
    }

    /// Where the next page is.
    #[must_use]
    pub fn links(&self, limit: Option<usize>) -> Value {
        let limit = limit.map(|limit| format!("&limit={limit}"));
        let limit = limit.unwrap_or_default();
        match self.next {
            Some(offset) => {
                json!({ "next": { "href": format!("/recipients?offset={offset}{limit}") } })
            }
            None => json!({}),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pages_one_after_the_other_make_the_list(length in 0_usize..40, limit in 1_usize..12) {
            let list: Vec<usize> = (0..length).collect();
            let mut seen = Vec::new();
            let mut next = Some(0);
            while let Some(offset) = next {
                let page = PageRequest { offset, limit: Some(limit) }.of(list.clone());
                prop_assert!(page.items.len() <= limit);
                seen.extend(page.items);
                next = page.next;
            }
            prop_assert_eq!(seen, list);
        }

        #[test]
        fn no_page_goes_beyond_the_list(offset in any::<usize>(), limit in any::<Option<usize>>()) {
            let page = PageRequest { offset, limit }.of(vec![1, 2, 3]);
            prop_assert!(page.items.len() <= 3);
            prop_assert!(page.next.is_none_or(|next| next < 3));
        }
    }
}
