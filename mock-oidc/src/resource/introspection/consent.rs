//! The consent that a customer gave, as authorization details tell it (RFC 9396; FDX, data clusters).

use serde_json::Value;

/// What a customer agreed to.
#[derive(Clone, Debug, Default)]
pub struct Consent {
    /// The resources that the consent speaks of.
    pub resources: Vec<ConsentedResource>,
}

/// One resource of a consent.
#[derive(Clone, Debug)]
pub struct ConsentedResource {
    /// The account; without one, all accounts of the customer.
    pub account_id: Option<String>,
    /// The data clusters that were agreed to.
    pub data_clusters: Vec<String>,
}

impl Consent {
    /// The consent in these details. What has `dataClusters` is a resource, at whatever depth: versions of the consent object nest
    /// it differently.
    pub fn from_details(details: &Value) -> Self {
        let mut consent = Self::default();
        consent.gather(details);
        consent
    }

    fn gather(&mut self, value: &Value) {
        self.resources.extend(ConsentedResource::from_json(value));
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            Value::Object(members) => members.values().for_each(|member| self.gather(member)),
            _ => {}
        }
    }
}

impl ConsentedResource {
    fn from_json(value: &Value) -> Option<Self> {
        let clusters = value.get("dataClusters")?.as_array()?.iter();
        let account_id = value.get("resourceId").and_then(Value::as_str);
        Some(Self {
            account_id: account_id.map(str::to_owned),
            data_clusters: clusters
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn resources_are_found_wherever_they_stand() {
        let details = json!([{ "type": "fdx.v1.0", "consentRequest": { "resources": [
            { "resourceType": "ACCOUNT", "resourceId": "one", "dataClusters": ["accounts", "transactions"] },
            { "resourceType": "ACCOUNT", "dataClusters": ["payments"] },
            { "resourceType": "ACCOUNT", "resourceId": "without clusters" },
        ] } }]);
        let found = Consent::from_details(&details).resources;
        let names: Vec<_> = found.iter().map(|one| one.account_id.as_deref()).collect();
        assert_eq!(names, [Some("one"), None]);
        assert_eq!(found[0].data_clusters, ["accounts", "transactions"]);
    }
}
