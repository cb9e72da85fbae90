//! An exchange as a person reads it, in full.

use crate::exchange::model::ExchangeRecord;

/// The exchange, each line of it behind this margin.
pub fn exchange(exchange: &ExchangeRecord, margin: &str) -> String {
    let lines = lines(exchange);
    let lines = lines.iter().flat_map(|line| line.split('\n'));
    let indented = lines.map(|line| format!("{margin}{line}").trim_end().to_owned() + "\n");
    indented.collect()
}

fn lines(exchange: &ExchangeRecord) -> Vec<String> {
    let ExchangeRecord {
        from, to, request, ..
    } = exchange;
    let mut lines = vec![
        format!("{from} → {to}"),
        format!("> {} {}", request.method, request.url),
    ];
    lines.extend(message(">", &request.headers, &request.body));
    match &exchange.response {
        Some(response) => {
            lines.push(format!("< {}", response.status));
            lines.extend(message("<", &response.headers, &response.body));
        }
        None => lines.extend(exchange.failure.iter().map(|why| format!("! {why}"))),
    }
    if let Some(tls) = &exchange.tls {
        lines.push(format!("  {} {}", tls.version, tls.suite));
    }
    lines
}

/// Header fields and body, each line marked by whose it is.
fn message(mark: &str, headers: &[(String, String)], body: &str) -> Vec<String> {
    let fields = headers
        .iter()
        .map(|(name, value)| format!("{mark} {name}: {value}"));
    let body = (!body.is_empty()).then_some(body);
    let body = body
        .into_iter()
        .flat_map(|body| [""].into_iter().chain(body.split('\n')));
    fields
        .chain(body.map(|line| format!("{mark} {line}")))
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::super::{canonical, tests::sample};

    #[test]
    fn an_exchange_is_shown_with_header_fields_body_and_connection() {
        let result = canonical::result(&sample::result());
        let mut scenarios = result.scenarios.iter();
        let told = scenarios.find(|each| !each.exchanges.is_empty()).unwrap();
        insta::assert_snapshot!(super::exchange(&told.exchanges[1], "  "));
    }

    #[test]
    fn a_connection_that_broke_says_why() {
        let mut exchange = sample::result().scenarios[0].exchanges[0].clone();
        exchange.response = None;
        exchange.failure = Some("the connection was reset".to_owned());
        assert!(super::exchange(&exchange, "").contains("\n! the connection was reset\n"));
    }
}
