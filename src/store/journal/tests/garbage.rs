//! Garbage behind the last entry that ends in a line end, as power cuts leave it: moved aside where
//! nothing can be lost by it, and left alone everywhere else.

use super::*;

/// What power cuts leave behind the last synced entry.
fn garbage() -> Vec<Vec<u8>> {
    let noise: Vec<u8> = (0..4096_u32)
        .map(|at| u8::try_from(at * at % 251).unwrap())
        .collect();
    vec![
        b"\0\0\0\0\0\0\0\0\n".to_vec(),
        [&[0; 4096][..], b"\n", &[0; 100]].concat(),
        [&noise[..], b"\r\n"].concat(),
        b"{\"v\":1,\"app\":\"rap\0\0\0\0\0\n".to_vec(),
        b"\n\n".to_vec(),
    ]
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').collect()
}

#[test]
fn garbage_is_moved_aside_where_nothing_is_lost_by_it() {
    for garbage in garbage() {
        let place = Place::new();
        written(&place, 3);
        let whole = place.bytes();
        place.put(&[&whole[..], &garbage].concat());
        let mut journal = place.open("Ana");
        assert_eq!(journal.read_only(), None, "{garbage:?}");
        let Some(Recovery::MovedAside { file, bytes }) = journal.recovery().cloned() else {
            panic!("not moved aside: {garbage:?}");
        };
        assert_eq!(bytes, garbage.len() as u64);
        let aside = place.workspace.journal_folder().join(&file);
        assert_eq!(files::read(&aside, 1 << 20).unwrap(), garbage);
        write(&mut journal, "goes on").unwrap();
        drop(journal);
        assert!(place.bytes().starts_with(&whole));
        let journal = place.open("Ana");
        assert_eq!((journal.read_only(), journal.recovery()), (None, None));
        let told = journal.entries().iter().filter(|stored| {
            matches!(&stored.entry.event, Event::JournalRecovered(event) if event.file == file)
        });
        assert_eq!(told.count(), 1);
        assert_eq!(journal.entries().len(), 6);
    }
}

#[test]
fn garbage_is_left_alone_where_something_may_have_stood_there() {
    type Spoil = fn(&Place, &[&[u8]]) -> Vec<u8>;
    const GARBAGE: &[u8] = b"\0\0\0\0\n";
    let cases: [(&str, Spoil); 5] = [
        ("the device remembers more", |_, lines| {
            [&lines[..3].concat()[..], GARBAGE].concat()
        }),
        ("the device remembers nothing", |place, lines| {
            place.forget();
            [&lines.concat()[..], GARBAGE].concat()
        }),
        ("an entry stands behind it", |_, lines| {
            [&lines[..3].concat()[..], GARBAGE, lines[3]].concat()
        }),
        ("an entry was altered", |_, lines| {
            let altered = String::from_utf8_lossy(lines[3]).replace("note 2", "note 7");
            [&lines[..3].concat()[..], altered.as_bytes(), GARBAGE].concat()
        }),
        ("nothing is whole", |_, _| GARBAGE.to_vec()),
    ];
    for (what, spoil) in cases {
        let place = Place::new();
        written(&place, 3);
        let spoilt = spoil(&place, &lines(&place.bytes()));
        place.put(&spoilt);
        let journal = place.open("Ana");
        assert!(
            matches!(journal.read_only(), Some(ReadOnly::Defective { .. })),
            "{what}: {:?}",
            journal.read_only()
        );
        assert_eq!(place.bytes(), spoilt, "{what}");
    }
}

#[test]
fn garbage_is_left_alone_where_a_neighbour_has_seen_more() {
    let place = Place::new();
    written(&place, 3);
    let mut bojan = place.open("Bojan");
    let seen = bojan.take_notice(&read_all(&place.workspace).unwrap());
    bojan.append(vec![note("seen")], NOW, &seen).unwrap();
    drop(bojan);
    let bytes = place.bytes();
    let short = lines(&bytes)[..3].concat();
    let ana = identity("Ana").writer();
    let head = check_journal(place.workspace.id(), &ana, &short).head();
    place.forget();
    let pins = Pins::new(&place.home, place.workspace.id());
    pins.remember(&Heads::from([(ana, head.unwrap())])).unwrap();
    let spoilt = [&short[..], b"\0\0\n"].concat();
    place.put(&spoilt);
    let journal = place.open("Ana");
    assert!(matches!(
        journal.read_only(),
        Some(ReadOnly::Defective { .. })
    ));
    assert_eq!(place.bytes(), spoilt);
}
