//! Annotations of ours and of others, and where they stand.

use super::*;
use crate::domain::samples;
use crate::domain::text::Span;

const TEXT: &str = "1. The 𝔸 data\nis kept.\n\n2. The data is shared with e\u{301}vora.\n\n3. The data is shared again.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect("stands there");
    Span::new(start, start + words.len())
}

fn quoted(exact: &str, prefix: &str, suffix: &str) -> Target {
    let quote = Quote {
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
    };
    Target {
        source: "https://example.org/a.pdf".to_owned(),
        quote: Some(quote),
        position: None,
    }
}

#[test]
fn words_are_found_by_themselves_then_by_what_stands_around_them() {
    let agreement = samples::agreement(TEXT);
    let second = at("2. The data is shared");
    let shared = Span::new(second.end - "data is shared".len(), second.end);
    let cases = [
        (quoted("shared again", "", ""), Ok(at("shared again"))),
        (
            quoted("The 𝔸  data is kept", "", ""),
            Ok(at("The 𝔸 data\nis kept")),
        ),
        (quoted("data is shared", "2. The ", " with"), Ok(shared)),
        (quoted("data is shared", "The ", " wi"), Ok(shared)),
        (
            quoted("data is shared", "The ", ""),
            Err(Unanchored::Ambiguous),
        ),
        (
            quoted("data is shared", "9. The ", ""),
            Err(Unanchored::Ambiguous),
        ),
        (quoted("data is sold", "", ""), Err(Unanchored::NotThere)),
        (quoted(" \n", "", ""), Err(Unanchored::NoWords)),
        (quoted("kept.+", "", ""), Err(Unanchored::NotThere)),
    ];
    for (target, expected) in cases {
        assert_eq!(anchor(&agreement, &target), expected, "{target:?}");
    }
}

#[test]
fn positions_count_only_in_the_text_they_were_made_in() {
    let agreement = samples::agreement(TEXT);
    let source = format!("urn:sha256:{}", agreement.text_sha256);
    let words = at("e\u{301}vora");
    let place = agreement.to_scalars(words);
    let target = |source: &str, start, end| Target {
        source: source.to_owned(),
        quote: None,
        position: Some((start, end)),
    };
    assert_eq!(
        anchor(&agreement, &target(&source, place.start, place.end)),
        Ok(words)
    );
    assert_eq!(
        anchor(&agreement, &target("x", place.start, place.end)),
        Err(Unanchored::OtherText)
    );
    for (start, end) in [(5, 5), (7, 3), (0, 10_000), (usize::MAX, usize::MAX)] {
        assert_eq!(
            anchor(&agreement, &target(&source, start, end)),
            Err(Unanchored::NotThere)
        );
    }
    // Words decide where they say something else than the position.
    let mut both = quoted("shared again", "", "");
    (both.source, both.position) = (source, Some((0, 3)));
    assert_eq!(anchor(&agreement, &both), Ok(at("shared again")));
}

#[test]
fn what_other_tools_write_is_read() {
    let one = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/1","type":"Annotation",
        "motivation":"commenting","created":"2026-01-02T00:00:00Z","creator":{"name":"Eva","type":"Person"},
        "body":[{"type":"TextualBody","value":"remote","purpose":"tagging"},
                {"type":"TextualBody","value":"concern","purpose":["tagging"]},
                {"type":"TextualBody","value":"No limit."}, "http://example.org/body"],
        "target":[{"source":{"id":"http://example.org/a"},"selector":{"type":"TextQuoteSelector","exact":"x"}}]}"#;
    let read_one = &read(one.as_bytes()).expect("is read")[0];
    assert_eq!(
        (read_one.by.as_str(), read_one.id.as_str()),
        ("Eva", "http://example.org/1")
    );
    assert_eq!(read_one.tags, ["remote", "concern"]);
    assert_eq!(read_one.notes, ["No limit."]);
    assert_eq!(read_one.target.source, "http://example.org/a");
    for list in [
        format!("[{one},{{\"type\":\"Other\"}}]"),
        format!("{{\"type\":\"AnnotationPage\",\"items\":[{one}]}}"),
        format!("{{\"type\":\"AnnotationCollection\",\"first\":{{\"items\":[{one}]}}}}"),
        format!("\u{feff}{{\"@graph\":[{one}]}}"),
    ] {
        assert_eq!(
            read(list.as_bytes()).expect("is read"),
            std::slice::from_ref(read_one)
        );
    }
    assert_eq!(read(b"[]"), Err(NoAnnotations::None));
    assert!(matches!(read(b"{"), Err(NoAnnotations::NotJson(_))));
    let deep = "[".repeat(100_000);
    assert!(matches!(
        read(deep.as_bytes()),
        Err(NoAnnotations::NotJson(_))
    ));
}
