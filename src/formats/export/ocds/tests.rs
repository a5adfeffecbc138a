//! Releases: what the standard requires is there, and nothing that nobody recorded.

use super::super::tests::{details, finished, spoiled};
use super::*;
use crate::domain::samples::table::Table;

fn release(table: &Table) -> Value {
    serde_json::from_str(&ocds(&table.summary()).expect("has a date")).expect("is JSON")
}

#[test]
fn only_what_is_known_is_written() {
    let release = release(&finished());
    for required in ["ocid", "id", "date", "tag", "initiationType"] {
        assert!(!release[required].is_null(), "{required}");
    }
    let contract = &release["contracts"][0];
    assert_eq!(contract["awardID"], release["awards"][0]["id"]);
    for unknown in ["value", "period", "dateSigned", "status"] {
        assert!(contract.get(unknown).is_none(), "{unknown}");
    }
    for unknown in ["parties", "buyer"] {
        assert!(release.get(unknown).is_none(), "{unknown}");
    }
    assert!(contract["documents"][0].get("documentType").is_none());
}

#[test]
fn recorded_particulars_have_the_form_of_the_standard() {
    let table = details(
        finished(),
        &[
            (Detail::PublicBody, "City of Sample"),
            (Detail::Country, "Samplia"),
            (Detail::Supplier, "Maker Ltd"),
            (Detail::HomeJurisdiction, "Otheria"),
            (Detail::Value, "1200000.50 EUR"),
            (Detail::SignedOn, "2026-03-01"),
            (Detail::InForceFrom, "2026-04-01"),
            (Detail::EndsOn, "36 months"),
        ],
    );
    let release = release(&table);
    let contract = &release["contracts"][0];
    assert_eq!(
        contract["value"],
        json!({ "amount": 1_200_000.5, "currency": "EUR" })
    );
    assert_eq!(contract["dateSigned"], "2026-03-01T00:00:00Z");
    assert_eq!(
        contract["period"],
        json!({ "startDate": "2026-04-01T00:00:00Z" })
    );
    assert_eq!(contract["documents"][0]["documentType"], "contractSigned");
    assert_eq!(release["parties"][0]["roles"][0], "buyer");
    assert_eq!(
        release["parties"][1]["details"]["homeJurisdiction"],
        "Otheria"
    );
    assert_eq!(
        release["awards"][0]["suppliers"][0]["id"],
        release["parties"][1]["id"]
    );
}

#[test]
fn what_is_disputed_is_left_out_and_bytes_stay_the_same() {
    let mut table = details(finished(), &[(Detail::Supplier, "Maker Ltd")]);
    table
        .run(
            1,
            super::super::tests::detail(Detail::Supplier, "Maker Group"),
        )
        .expect("is accepted");
    assert!(release(&table).get("parties").is_none());
    let summary = spoiled("\u{202e}</x>").summary();
    assert_eq!(ocds(&summary), ocds(&summary));
}
