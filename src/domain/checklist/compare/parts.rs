//! The places inside a field that are not the same: what is keyed by ids, languages or names is
//! compared piece by piece, so that one changed word does not show as a whole changed list.

use super::FieldChange;
use serde_json::Value;
use std::collections::HashMap;

/// One place inside a field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where in the field it is: names, ids and language tags; nothing for the field as a whole.
    pub place: Vec<String>,
    /// What is not the same.
    pub difference: Difference,
}

/// What is not the same in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A text; nothing where there was or is none.
    Text {
        /// What stood there.
        before: Option<String>,
        /// What stands there now.
        after: Option<String>,
    },
    /// A list of which some members left and some came; both are empty where only the order
    /// changed.
    List {
        /// What was taken out.
        taken: Vec<String>,
        /// What was put in.
        put: Vec<String>,
    },
}

impl FieldChange {
    /// Where it is not the same, in the order of the older version.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        collect(
            &mut Vec::new(),
            self.before.as_ref(),
            self.after.as_ref(),
            &mut parts,
        );
        parts
    }
}

fn collect(
    place: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    parts: &mut Vec<Part>,
) {
    if before == after {
        return;
    }
    let is = |kind: fn(&Value) -> bool| {
        before.is_none_or(kind) && after.is_none_or(kind) && before.or(after).is_some()
    };
    if is(Value::is_object) {
        return object(place, before, after, parts);
    }
    if is(is_list_of_named) {
        return named(place, before, after, parts);
    }
    let difference = if is(Value::is_array) {
        list(before, after)
    } else {
        Difference::Text {
            before: before.map(plain),
            after: after.map(plain),
        }
    };
    parts.push(Part {
        place: place.clone(),
        difference,
    });
}

fn object(
    place: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    parts: &mut Vec<Part>,
) {
    let fields = |of: Option<&Value>| -> Vec<String> {
        let of = of.and_then(Value::as_object);
        of.map(|fields| fields.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut names = fields(before);
    names.extend(fields(after));
    names.sort();
    names.dedup();
    for name in names {
        let one = before.and_then(|of| of.get(&name));
        let other = after.and_then(|of| of.get(&name));
        place.push(name);
        collect(place, one, other, parts);
        place.pop();
    }
}

/// Members with ids: those that both have are compared field by field, the others are named.
fn named(
    place: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    parts: &mut Vec<Part>,
) {
    let (old, new) = (members(before), members(after));
    let known: HashMap<&str, &Value> = new.iter().copied().collect();
    let earlier: HashMap<&str, &Value> = old.iter().copied().collect();
    for &(id, member) in &old {
        place.push(id.to_owned());
        match known.get(id) {
            Some(now) => collect(place, Some(member), Some(now), parts),
            None => parts.push(whole(place, Some(member), None)),
        }
        place.pop();
    }
    for &(id, member) in new.iter().filter(|(id, _)| !earlier.contains_key(id)) {
        place.push(id.to_owned());
        parts.push(whole(place, None, Some(member)));
        place.pop();
    }
    let kept = old.iter().filter(|(id, _)| known.contains_key(id));
    let still = new.iter().filter(|(id, _)| earlier.contains_key(id));
    if !kept.map(|(id, _)| id).eq(still.map(|(id, _)| id)) {
        parts.push(Part {
            place: place.clone(),
            difference: Difference::List {
                taken: Vec::new(),
                put: Vec::new(),
            },
        });
    }
}

fn whole(place: &[String], before: Option<&Value>, after: Option<&Value>) -> Part {
    Part {
        place: place.to_vec(),
        difference: Difference::Text {
            before: before.map(plain),
            after: after.map(plain),
        },
    }
}

fn members(of: Option<&Value>) -> Vec<(&str, &Value)> {
    let of = of.and_then(Value::as_array);
    let members = of.into_iter().flatten();
    members
        .filter_map(|member| Some((member.get("id")?.as_str()?, member)))
        .collect()
}

fn is_list_of_named(value: &Value) -> bool {
    let list = value.as_array();
    list.is_some_and(|list| {
        !list.is_empty()
            && list
                .iter()
                .all(|member| member.get("id").is_some_and(Value::is_string))
    })
}

fn list(before: Option<&Value>, after: Option<&Value>) -> Difference {
    let texts = |of: Option<&Value>| -> Vec<String> {
        let of = of.and_then(Value::as_array);
        of.into_iter().flatten().map(plain).collect()
    };
    let (old, new) = (texts(before), texts(after));
    Difference::List {
        taken: without(&old, &new),
        put: without(&new, &old),
    }
}

/// The members of a list that another one does not have, as often as it lacks them.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for member in other {
        *left.entry(member).or_default() += 1;
    }
    let lacking = list.iter().filter(|member| {
        let left = left.get_mut(member.as_str()).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_none()
    });
    lacking.cloned().collect()
}

/// A value in words: a text as it is, a member by what a person calls it.
fn plain(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let telling = ["title", "citation", "reason", "name", "id"];
    let called = telling.iter().find_map(|field| value.get(field)?.as_str());
    called.map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parts(before: Value, after: Value) -> Vec<(String, Difference)> {
        let change = FieldChange {
            field: "x".to_owned(),
            before: Some(before).filter(|value| !value.is_null()),
            after: Some(after).filter(|value| !value.is_null()),
        };
        let parts = change.parts().into_iter();
        parts
            .map(|part| (part.place.join("/"), part.difference))
            .collect()
    }

    fn text(before: &str, after: &str) -> Difference {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Difference::Text {
            before: given(before),
            after: given(after),
        }
    }

    fn list(taken: &[&str], put: &[&str]) -> Difference {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        Difference::List {
            taken: owned(taken),
            put: owned(put),
        }
    }

    #[test]
    fn changes_are_found_where_they_are() {
        let cases = [
            (json!("a"), json!("b"), vec![("", text("a", "b"))]),
            (json!(null), json!("b"), vec![("", text("", "b"))]),
            (
                json!(["a", "b", "b"]),
                json!(["b", "c"]),
                vec![("", list(&["a", "b"], &["c"]))],
            ),
            (
                json!(["a", "b"]),
                json!(["b", "a"]),
                vec![("", list(&[], &[]))],
            ),
            (
                json!({"en": ["a"], "sq": ["x"]}),
                json!({"en": ["a", "b"]}),
                vec![("en", list(&[], &["b"])), ("sq", list(&["x"], &[]))],
            ),
            (
                json!([{"id": "law", "citation": "Law 1"}, {"id": "old", "citation": "Old"}]),
                json!([{"id": "law", "citation": "Law 2"}, {"id": "new", "citation": "New"}]),
                vec![
                    ("law/citation", text("Law 1", "Law 2")),
                    ("old", text("Old", "")),
                    ("new", text("", "New")),
                ],
            ),
            (
                json!([{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]),
                json!([{"id": "b", "title": "B"}, {"id": "a", "title": "A"}]),
                vec![("", list(&[], &[]))],
            ),
            (
                json!({"sq": {"items": {"i": {"question": "Po?"}}}}),
                json!({"sq": {"items": {"i": {"question": "Jo?"}}, "signed": {"by": "A"}}}),
                vec![
                    ("sq/items/i/question", text("Po?", "Jo?")),
                    ("sq/signed/by", text("", "A")),
                ],
            ),
        ];
        for (before, after, expected) in cases {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(place, difference)| (place.to_owned(), difference))
                .collect();
            assert_eq!(parts(before, after), expected);
        }
    }
}
