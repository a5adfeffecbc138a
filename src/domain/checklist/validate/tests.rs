//! Tables of mistakes in checklists and what is said about each.

use super::*;
use proptest::prelude::*;

/// A checklist without mistakes that uses every field, one field a line.
const GOOD: &str = r#"{
  "format": "rapporteur-checklist/1",
  "id": "small",
  "version": "1",
  "title": "Small",
  "as_of": "2026-11-21",
  "groups": [
    { "id": "data", "title": "Data" }
  ],
  "items": [
    {
      "id": "first",
      "group": "data",
      "kind": "red_flag",
      "severity": "high",
      "name": "First",
      "question": "Is it there?",
      "why_it_matters": "Because.",
      "what_to_look_for": ["x"],
      "follow_up_question": "Where?",
      "sources": [
        { "id": "law", "citation": "Law 1", "pin": "Art. 1", "confidence": "checked", "checked_scope": "text", "binding_in": ["EU"] }
      ],
      "indicators": {
        "en": ["remote access*", "VPN"]
      },
      "facts": ["governing_law", "date"],
      "cuad": "Governing Law",
      "when": { "agreement_types": ["cctv"], "countries": ["RS"], "supplier_outside": "eu" },
      "table": "foreign_access_laws"
    }
  ],
  "$schema": "checklist.schema.json", "about": "For tests.",
  "language": "en",
  "profiles": [{ "id": "short", "title": "Short", "items": ["first"] }],
  "relaxed_rules": ["grounds"],
  "sources": [{ "id": "guide", "citation": "Guide 2", "pin": "p. 3", "title": "Guide", "title_local": "Vodič", "date": "2020", "requires": "Care.", "status": "guideline", "url": "https://example.org/", "confidence": "memory" }],
  "retired": [{ "id": "second", "reason": "Said twice." }],
  "translations": {
    "bs": {
      "signed": { "by": "A. Reader", "on": "2026-11-20" },
      "title": "Malo",
      "about": "Za probe.",
      "groups": { "data": "Podaci" },
      "profiles": { "short": "Kratko" },
      "items": {
        "first": {
          "name": "Prvo",
          "question": "Ima li?",
          "why_it_matters": "Zato.",
          "what_to_look_for": ["x"],
          "follow_up_question": "Gdje?"
        }
      }
    }
  }
}
"#;

fn problems(text: &str) -> Vec<Problem> {
    parse(text.as_bytes()).expect_err("there is a mistake in it")
}

#[test]
fn a_checklist_without_mistakes_is_read_whole() {
    let checklist = parse(GOOD.as_bytes()).expect("there is no mistake in it");
    let written = serde_json::to_value(&checklist).unwrap();
    let given: serde_json::Value = serde_json::from_str(GOOD).unwrap();
    assert_eq!(written, given);
    let marked = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(parse(marked.as_bytes()), Ok(checklist));
}

/// What is replaced in [`GOOD`] and by what; line and path of the problem; words of its message.
type Mistake = (
    &'static str,
    &'static str,
    usize,
    &'static str,
    &'static str,
);

const MISTAKES: &[Mistake] = &[
    (
        r#""title": "Small""#,
        r#""titel": "Small""#,
        5,
        "titel",
        "did you mean \"title\"",
    ),
    (r#""title": "Small","#, "", 1, "title", "is missing"),
    (
        "high",
        "hgih",
        15,
        "items[0].severity",
        "\"critical\", \"high\", \"medium\" or \"low\"",
    ),
    (
        r#""kind": "red_flag""#,
        r#""kind": 3"#,
        14,
        "items[0].kind",
        "must be a text in quotation marks, not a number",
    ),
    (
        r#""kind": "red_flag""#,
        r#""kind": null"#,
        14,
        "items[0].kind",
        "Leave the field out",
    ),
    (
        "governing_law",
        "governing law",
        27,
        "items[0].facts[0]",
        "\"governing law\" is not allowed here",
    ),
    (
        r#""group": "data""#,
        r#""group": "date""#,
        13,
        "items[0].group",
        "did you mean \"data\"",
    ),
    (
        r#""id": "first""#,
        r#""id": "First one""#,
        12,
        "items[0].id",
        "lower-case letters",
    ),
    (
        r#""id": "small""#,
        r#""id": "../small""#,
        3,
        "id",
        "lower-case letters",
    ),
    (
        r#""version": "1""#,
        r#""version": "1/2""#,
        4,
        "version",
        "is not a version",
    ),
    (
        "Is it there?",
        "  ",
        17,
        "items[0].question",
        "must not be empty",
    ),
    ("2026-11-21", "2026-02-30", 6, "as_of", "is not a day"),
    ("2026-11-21", "21.11.2026", 6, "as_of", "is not a day"),
    (
        "rapporteur-checklist/1",
        "my-list",
        2,
        "format",
        "must be \"rapporteur-checklist/1\"",
    ),
    (
        "rapporteur-checklist/1",
        "rapporteur-checklist/2",
        2,
        "format",
        "newer",
    ),
    (
        r#""VPN""#,
        r#""V""#,
        25,
        "items[0].indicators.en[1]",
        "two letters or more",
    ),
    (
        r#""VPN""#,
        r#""*""#,
        25,
        "items[0].indicators.en[1]",
        "two letters or more",
    ),
    (
        "remote access*",
        "rem*ote access",
        25,
        "items[0].indicators.en[0]",
        "may only end a word",
    ),
    (
        r#""en": ["#,
        r#""serbian": ["#,
        25,
        "items[0].indicators.serbian",
        "not a language known here; use",
    ),
    (
        r#""en": ["#,
        r#""sr": ["#,
        25,
        "items[0].indicators.sr",
        "did you mean \"sr-Latn\"",
    ),
    (
        r#""en": ["#,
        r#""sr-latin": ["#,
        25,
        "items[0].indicators.sr-latin",
        "did you mean \"sr-Latn\"",
    ),
    (
        r#"["EU"]"#,
        r#"["Serbia"]"#,
        22,
        "items[0].sources[0].binding_in[0]",
        "country code",
    ),
    (
        r#""confidence": "checked""#,
        r#""confidence": "sure""#,
        22,
        "items[0].sources[0].confidence",
        "\"checked\" or \"memory\"",
    ),
    (
        r#""version": "1","#,
        "\"version\": \"1\",\n\"version\": \"1\",",
        5,
        "version",
        "given twice, before in line 4",
    ),
    (
        r#"{ "id": "data", "title": "Data" }"#,
        r#"{ "id": "data", "title": "Data" }, { "id": "data", "title": "Again" }"#,
        8,
        "groups[1].id",
        "used twice, before in line 8",
    ),
    (
        r#""what_to_look_for": ["x"],
      "follow"#,
        r#""what_to_look_for": "x",
      "follow"#,
        19,
        "items[0].what_to_look_for",
        "must be a list",
    ),
    (
        r#""citation": "Law 1", "#,
        "",
        22,
        "items[0].sources[0]",
        "no source \"law\" in \"sources\"",
    ),
    (
        r#""items": ["first"]"#,
        r#""items": ["fist"]"#,
        35,
        "profiles[0].items[0]",
        "did you mean \"first\"",
    ),
    (
        r#""items": ["first"]"#,
        r#""items": ["first", "first"]"#,
        35,
        "profiles[0].items[1]",
        "named twice, before in line 35",
    ),
    (
        r#""bs": {
      "signed""#,
        r#""bs": {
      "singed""#,
        41,
        "translations.bs.singed",
        "did you mean \"signed\"",
    ),
    (
        r#""question": "Ima li?""#,
        r#""question": """#,
        49,
        "translations.bs.items.first.question",
        "must not be empty",
    ),
    (
        r#""groups": { "data""#,
        r#""groups": { "date""#,
        44,
        "translations.bs.groups.date",
        "did you mean \"data\"",
    ),
    (
        r#""countries": ["RS"]"#,
        r#""countries": ["Serbia"]"#,
        29,
        "items[0].when.countries[0]",
        "country code",
    ),
    (
        r#""citation": "Guide 2", "#,
        "",
        37,
        "sources[0].citation",
        "is missing",
    ),
    (
        r#""reason": "Said twice.""#,
        r#""reason": """#,
        38,
        "retired[0].reason",
        "must not be empty",
    ),
    (
        r#""relaxed_rules": ["grounds"]"#,
        r#""relaxed_rules": ["ground"]"#,
        36,
        "relaxed_rules[0]",
        "is not allowed here",
    ),
    (
        r#""id": "second""#,
        r#""id": "first""#,
        38,
        "retired[0].id",
        "retired and asked at once",
    ),
    (
        r#""supplier_outside": "eu""#,
        r#""supplier_outside": "asia""#,
        29,
        "items[0].when.supplier_outside",
        "is not allowed here",
    ),
    (
        r#""on": "2026-11-20""#,
        r#""on": "today""#,
        41,
        "translations.bs.signed.on",
        "is not a day",
    ),
    (
        r#"      "items": {
        "first""#,
        r#"      "items": {
        "frist""#,
        47,
        "translations.bs.items.frist",
        "did you mean \"first\"",
    ),
    (
        r#""bs": {"#,
        r#""ba": {"#,
        40,
        "translations.ba",
        "not a language known here",
    ),
    (
        r#""language": "en""#,
        r#""language": "english""#,
        34,
        "language",
        "not a language known here",
    ),
];

#[test]
fn each_mistake_is_named_with_its_line_and_field() {
    for &(from, to, line, path, words) in MISTAKES {
        assert!(GOOD.contains(from), "{from}");
        let found = problems(&GOOD.replace(from, to));
        assert_eq!(found.len(), 1, "{to}: {found:#?}");
        let problem = &found[0];
        assert_eq!(
            (problem.line, problem.path.as_str()),
            (Some(line), path),
            "{problem}"
        );
        assert!(problem.message.contains(words), "{problem}");
    }
}

#[test]
fn a_list_of_nothing_and_things_that_are_no_checklist_are_refused() {
    let empty = r#"{"format":"rapporteur-checklist/1","id":"a","version":"1","title":"A","as_of":"2026-01-01","groups":[],"items":[]}"#;
    let cases = [
        (empty, Some(1), "asks nothing"),
        ("[]", Some(1), "must be an object"),
        (
            "{\n\"id\": \"a\",\n}",
            Some(3),
            "not valid JSON from line 3, column 1",
        ),
        ("", Some(1), "not valid JSON"),
    ];
    for (text, line, words) in cases {
        let found = problems(text);
        assert_eq!(found[0].line, line, "{text}");
        assert!(
            found.iter().any(|problem| problem.message.contains(words)),
            "{found:#?}"
        );
    }
    let latin1 = parse(b"{\n\"title\": \"\xe8\"}").expect_err("this is not UTF-8");
    assert_eq!(latin1[0].line, Some(2));
    assert!(latin1[0].message.contains("UTF-8"));
}

#[test]
fn all_mistakes_are_reported_together_in_the_order_of_lines() {
    let text = GOOD
        .replace(
            r#""what_to_look_for": ["x"],
      "follow"#,
            r#""what_to_look for": ["x"],
      "follow"#,
        )
        .replace("high", "urgent")
        .replace(r#""as_of": "2026-11-21","#, "")
        .replace(r#""VPN""#, "7");
    let found = problems(&text);
    let places: Vec<(Option<usize>, &str)> = found
        .iter()
        .map(|problem| (problem.line, problem.path.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (Some(1), "as_of"),
            (Some(15), "items[0].severity"),
            (Some(19), "items[0].what_to_look for"),
            (Some(25), "items[0].indicators.en[1]"),
        ]
    );
    assert_eq!(
        found[2].to_string(),
        "line 19, items[0].what_to_look for: There is no field \"what_to_look for\" here; did you mean \
         \"what_to_look_for\"?"
    );
}

#[test]
fn what_is_worth_a_second_look_is_no_mistake() {
    let text = GOOD
        .replace(r#""en": ["remote"#, r#""sq": ["remote"#)
        .replace(r#""follow_up_question": "Where?","#, "")
        .replace(
            r#""name": "First""#,
            r#""name": "First of twenty-seven letters""#,
        )
        .replace(r#""items": ["first"]"#, r#""items": []"#)
        .replace(r#""question": "Ima li?","#, "")
        .replace(
            r#"{ "id": "data", "title": "Data" }"#,
            r#"{ "id": "data", "title": "Data" }, { "id": "money", "title": "Money" }"#,
        );
    assert_eq!(parse(text.as_bytes()).err(), None);
    let told = remarks(text.as_bytes());
    let told: Vec<(Option<usize>, &str)> = told
        .iter()
        .map(|remark| (remark.line, remark.path.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(8), "groups[1]"),
            (Some(11), "items[0]"),
            (Some(11), "items[0]"),
            (Some(16), "items[0].name"),
            (Some(35), "profiles[0]"),
            (Some(37), "sources[0]"),
            (Some(40), "translations.bs"),
        ]
    );
    assert_eq!(remarks(b"{"), []);
    let template = crate::domain::checklist::template().to_text();
    let told = remarks(template.as_bytes());
    let own = |remark: &Problem| remark.message.contains("still the text of the template");
    assert!(told.len() == 5 && told.iter().all(own), "{told:#?}");
    let items: Vec<String> = (0..5)
        .map(|at| format!("{{\"id\": \"i{at}\", \"question\": \"Q?\"}}"))
        .collect();
    let many = remarks(format!("{{\"items\": [{}]}}", items.join(",")).as_bytes());
    assert_eq!(many.len(), 2, "{many:#?}");
    assert!(many[0].message.ends_with("They are: i0, i1, i2, i3, i4."));
    let own = GOOD.replace(r#""language": "en""#, r#""language": "bs""#);
    let never_shown = |remark: &Problem| remark.message.contains("is never shown");
    assert!(remarks(own.as_bytes()).iter().any(never_shown));
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn a_checklist_cut_or_damaged_anywhere_is_read_or_refused(at in 0..900_usize, byte in any::<u8>()) {
        let mut bytes = GOOD.to_owned().into_bytes();
        let at = at.min(bytes.len() - 1);
        let _ = parse(&bytes[..at]);
        bytes[at] = byte;
        if let Err(problems) = parse(&bytes) {
            prop_assert!(problems.iter().all(|problem| problem.line.is_some()), "{problems:?}");
        }
    }
}

#[test]
fn the_manual_shows_a_checklist_without_mistakes_and_names_every_field() {
    let manual = include_str!("../../../../docs/checklist-format.md");
    let example = manual
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let example = example.expect("the manual has an example");
    assert_eq!(parse(example.as_bytes()).err(), None);
    let given: serde_json::Value = serde_json::from_str(GOOD).unwrap();
    let item = &given["items"][0];
    let bosnian = &given["translations"]["bs"];
    let objects = [
        &given,
        item,
        &item["when"],
        &given["sources"][0],
        &given["profiles"][0],
        &given["retired"][0],
        bosnian,
        &bosnian["signed"],
        &bosnian["items"]["first"],
    ];
    for object in objects {
        for name in object.as_object().unwrap().keys() {
            assert!(manual.contains(&format!("| `{name}` ")), "{name}");
        }
    }
    for tag in rules::language_tags() {
        assert!(manual.contains(&format!("`{tag}`")), "{tag}");
    }
}
