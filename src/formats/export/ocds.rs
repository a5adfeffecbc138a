//! The particulars of an agreement as a release of the Open Contracting Data Standard 1.1.5.
//!
//! Only what reviewers recorded is written, and of that only what nobody disputes and what has the form that the standard
//! asks for: a day, a sum with its currency. The identifier is not a registered one; whoever publishes gives it a prefix.

use super::CannotWrite;
use super::json::pretty;
use super::plain::{amount, day};
use crate::domain::document::Format;
use crate::domain::review::Detail;
use crate::domain::summary::Summary;
use crate::tr;
use serde_json::{Map, Value, json};

/// The names by which parties are referred to inside a release.
const SUPPLIER: &str = "supplier";
const BUYER: &str = "buyer";

/// The release of one agreement.
pub fn ocds(summary: &Summary) -> Result<String, CannotWrite> {
    let Some(date) = summary.last_entry_at else {
        return Err(CannotWrite {
            message: tr!(
                "An OCDS release needs a date, and no journal says anything about this agreement."
            )
            .to_owned(),
            hint: tr!("Record its particulars first, then write the release.").to_owned(),
        });
    };
    let about = &summary.agreement;
    let contract = format!("{}-contract", about.id);
    let award = format!("{}-award", about.id);
    let mut release = object(json!({
        "ocid": format!("rapporteur-{}", about.id),
        "id": format!("{}-{}", about.id, date.millis()),
        "date": date,
        "tag": ["contract"],
        "initiationType": "tender",
        "contracts": [contract_of(summary, &contract, &award)],
        "awards": [award_of(summary, &award)],
        "rapporteur": {
            "complete": summary.complete,
            "edition": summary.edition,
            "journals": summary.journals,
            "checkpoint": summary.checkpoint,
        },
    }));
    let parties = parties(summary);
    if !parties.is_empty() {
        release.insert("parties".to_owned(), json!(parties));
    }
    if let Some(name) = summary.agreement.agreed(Detail::PublicBody) {
        release.insert(BUYER.to_owned(), json!({ "id": BUYER, "name": name }));
    }
    Ok(pretty(&release))
}

fn parties(summary: &Summary) -> Vec<Value> {
    let mut parties = Vec::new();
    if let Some(name) = summary.agreement.agreed(Detail::PublicBody) {
        let mut party = object(json!({ "id": BUYER, "name": name, "roles": ["buyer"] }));
        if let Some(country) = summary.agreement.agreed(Detail::Country) {
            party.insert("address".to_owned(), json!({ "countryName": country }));
        }
        parties.push(Value::Object(party));
    }
    if let Some(name) = summary.agreement.agreed(Detail::Supplier) {
        let mut party = object(json!({ "id": SUPPLIER, "name": name, "roles": ["supplier"] }));
        if let Some(country) = summary.agreement.agreed(Detail::HomeJurisdiction) {
            party.insert("details".to_owned(), json!({ "homeJurisdiction": country }));
        }
        parties.push(Value::Object(party));
    }
    parties
}

/// What the contract rests on: the standard asks for it, and names the supplier there.
fn award_of(summary: &Summary, id: &str) -> Value {
    let mut award = object(json!({ "id": id }));
    if let Some(name) = summary.agreement.agreed(Detail::Supplier) {
        award.insert(
            "suppliers".to_owned(),
            json!([{ "id": SUPPLIER, "name": name }]),
        );
    }
    Value::Object(award)
}

fn contract_of(summary: &Summary, id: &str, award: &str) -> Value {
    let about = &summary.agreement;
    let mut contract = object(json!({
        "id": id,
        "awardID": award,
        "title": about.title,
        "documents": [document(summary)],
    }));
    if let Some(kind) = summary.agreement.agreed(Detail::AgreementType) {
        contract.insert("description".to_owned(), json!(kind));
    }
    if let Some((amount, currency)) = summary.agreement.agreed(Detail::Value).and_then(amount) {
        contract.insert(
            "value".to_owned(),
            json!({ "amount": amount, "currency": currency }),
        );
    }
    if let Some(day) = date(summary, Detail::SignedOn) {
        contract.insert("dateSigned".to_owned(), json!(day));
    }
    let mut period = Map::new();
    for (name, detail) in [
        ("startDate", Detail::InForceFrom),
        ("endDate", Detail::EndsOn),
    ] {
        if let Some(day) = date(summary, detail) {
            period.insert(name.to_owned(), json!(day));
        }
    }
    if !period.is_empty() {
        contract.insert("period".to_owned(), Value::Object(period));
    }
    Value::Object(contract)
}

/// The agreement's file. That it is the signed one is only said where somebody recorded when it was signed.
fn document(summary: &Summary) -> Value {
    let about = &summary.agreement;
    let mut document = object(json!({
        "id": about.source_sha256,
        "title": about.file,
        "format": media_type(about.format),
    }));
    if date(summary, Detail::SignedOn).is_some() {
        document.insert("documentType".to_owned(), json!("contractSigned"));
    }
    let language = about.language.tag().split('-').next().unwrap_or_default();
    if language.len() == 2 {
        document.insert("language".to_owned(), json!(language));
    }
    Value::Object(document)
}

/// A recorded day as the standard writes it.
fn date(summary: &Summary, detail: Detail) -> Option<String> {
    let day = day(summary.agreement.agreed(detail)?)?;
    Some(format!("{day}T00:00:00Z"))
}

const fn media_type(format: Format) -> &'static str {
    match format {
        Format::Text => "text/plain",
        Format::Markdown => "text/markdown",
        Format::Pdf => "application/pdf",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Odt => "application/vnd.oasis.opendocument.text",
        Format::Rtf => "application/rtf",
        Format::Html => "text/html",
        Format::Doc => "application/msword",
        Format::Email => "message/rfc822",
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests;
