//! Keys, signatures and the list of signers, with keys made here. That stock programs agree is tested
//! in `store::ssh`.

use super::*;
use proptest::prelude::*;
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{LineEnding, PrivateKey};

fn private(seed: u8, comment: &str) -> Vec<u8> {
    let pair = KeypairData::from(Ed25519Keypair::from_seed(&[seed; 32]));
    let key = PrivateKey::new(pair, comment).expect("is a key");
    let text = key.to_openssh(LineEnding::LF).expect("can be written");
    text.as_bytes().to_vec()
}

fn public(seed: u8) -> PublicKey {
    PublicKey::of_private(&private(seed, "ana@desk")).expect("is a key")
}

#[test]
fn a_key_is_read_as_it_is_written() {
    let key = public(1);
    assert_eq!(key.kind(), Kind::Ed25519);
    assert_eq!(key.comment(), "ana@desk");
    assert!(key.line().starts_with("ssh-ed25519 AAAA"));
    assert_eq!(key.line(), format!("{} ana@desk", key.bare()));
    assert!(key.fingerprint().starts_with("SHA256:"));
    assert_eq!(key.fingerprint().len(), 50);
    for spelt in [
        format!("  {}\r\n", key.line()),
        key.bare(),
        format!("{} an  other \u{202e}comment", key.bare()),
    ] {
        assert_eq!(PublicKey::parse(&spelt).as_ref(), Ok(&key));
    }
    let steered = PublicKey::parse(&format!("{} a\u{1b}[2J  \u{202e}b", key.bare()));
    assert_eq!(steered.expect("is a key").comment(), "a[2J b");
    assert_ne!(public(2), key);
}

#[test]
fn what_is_no_usable_key_is_refused() {
    let line = public(1).bare();
    let private = String::from_utf8(private(1, "")).expect("is text");
    assert_eq!(PublicKey::parse(&private), Err(NotAKey::Private));
    let unreadable = [
        String::new(),
        "ssh-ed25519".to_owned(),
        line.replace("ssh-ed25519", "ssh-rsa"),
        line.replace("AAAAI", "AAAAJ"),
        format!("{line}\n{line}"),
        line.chars().take(60).collect(),
        format!("{line} {}", "x".repeat(10_000)),
    ];
    for text in unreadable {
        assert_eq!(PublicKey::parse(&text), Err(NotAKey::Unreadable), "{text}");
    }
    // The neutral point: every signature of it fits every text.
    let mut weak = [0; 32];
    weak[0] = 1;
    let weak = ssh_key::public::KeyData::Ed25519(ssh_key::public::Ed25519PublicKey(weak));
    assert_eq!(PublicKey::new(weak, ""), Err(NotAKey::Weak));
    let short = ssh_key::public::RsaPublicKey::new(
        ssh_key::Mpint::from_positive_bytes(&[1, 0, 1]),
        ssh_key::Mpint::from_positive_bytes(&[0xff; 128]),
    );
    let short = ssh_key::public::KeyData::Rsa(short.expect("is a key"));
    let bits = 1024;
    assert_eq!(PublicKey::new(short, ""), Err(NotAKey::Length { bits }));
    let p521 = "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjE=";
    assert!(PublicKey::parse(p521).is_err());
}

#[test]
fn a_signature_is_of_one_text_for_one_purpose() {
    let (note, key) = (b"rapporteur/1 ...\n", private(1, ""));
    let armored = sign(&key, Namespace::Checkpoint, note).expect("can sign");
    assert!(armored.starts_with("-----BEGIN SSH SIGNATURE-----\n"));
    assert!(armored.ends_with("-----END SSH SIGNATURE-----\n"));
    assert_eq!(verify(&armored, Namespace::Checkpoint, note), Ok(public(1)));
    let pasted = format!("\r\n {}\r\n", armored.trim_end().replace('\n', "\r\n"));
    assert_eq!(verify(&pasted, Namespace::Checkpoint, note), Ok(public(1)));

    let other = verify(&armored, Namespace::Device, note);
    let refused = BadSignature::Namespace {
        expected: Namespace::Device,
        found: "checkpoint@rapporteur".to_owned(),
    };
    assert_eq!(other, Err(refused));
    let altered = verify(&armored, Namespace::Checkpoint, b"rapporteur/1 ..\n");
    assert_eq!(altered, Err(BadSignature::DoesNotFit));
    for text in [
        "",
        "-----BEGIN SSH SIGNATURE-----",
        &armored.replace("SSH SIG", "PGP SIG"),
    ] {
        let read = verify(text, Namespace::Checkpoint, note);
        assert_eq!(read, Err(BadSignature::Unreadable), "{text}");
    }
    assert_eq!(
        sign(b"no key", Namespace::Device, note),
        Err(CannotSign::Unreadable)
    );
}

#[test]
fn every_changed_bit_of_a_signature_is_seen() {
    let note = b"note";
    let armored = sign(&private(1, ""), Namespace::Device, note).expect("can sign");
    let expected = Ok(public(1));
    for (place, byte) in armored.bytes().enumerate() {
        let mut changed = armored.clone().into_bytes();
        changed[place] = if byte == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).expect("is ASCII");
        let read = verify(&changed, Namespace::Device, note);
        assert_ne!(read, expected, "byte {place}");
    }
}

#[test]
fn a_line_names_one_reviewer_and_her_key() {
    let signer = Signer::new("ana-petrovic", public(1)).expect("is a reviewer");
    let line = signer.line();
    let expected = format!(
        "ana-petrovic namespaces=\"checkpoint@rapporteur,device@rapporteur\" {} ana@desk",
        public(1).bare()
    );
    assert_eq!(line, expected);
    assert_eq!(Signer::parse(&line), Some(signer.clone()));
    for id in [
        "",
        "*",
        "ana?",
        "ana,iva",
        "!ana",
        "#ana",
        "\"ana",
        "ana petrovic",
        "Ана",
        "-ana",
        "ana\nb",
    ] {
        assert!(Signer::new(id, public(1)).is_err(), "{id}");
        assert_eq!(
            Signer::parse(&line.replace("ana-petrovic", id)),
            None,
            "{id}"
        );
    }
    for (part, with) in [
        ("namespaces=", "cert-authority,namespaces="),
        ("checkpoint@rapporteur,", ""),
        ("checkpoint@rapporteur", "*"),
        ("\" ssh", "\",valid-before=\"20260101\" ssh"),
        (" ssh", "  ssh"),
        (" ssh", "\tssh"),
        ("AAAA", "AAAB"),
    ] {
        assert_eq!(Signer::parse(&line.replace(part, with)), None, "{with}");
    }
}

#[test]
fn a_list_says_what_counts_and_what_does_not() {
    let ana = Signer::new("ana-petrovic", public(1)).expect("is a reviewer");
    let iva = Signer::new("iva-horvat", public(2)).expect("is a reviewer");
    let text = format!(
        "# keys of the committee\r\n{}\r\n\n* {}\n{}\n",
        ana.line(),
        public(3).line(),
        iva.line()
    );
    let list = parse_allowed(&text);
    assert_eq!(list.signers, [ana, iva]);
    assert_eq!(list.unread, [4]);
    assert!(list.holds("ana-petrovic", &public(1)));
    assert!(!list.holds("ana-petrovic", &public(2)));
    assert!(!list.holds("*", &public(3)));
    assert_eq!(list.principals_of(&public(2)), ["iva-horvat"]);
    assert_eq!(parse_allowed(&list.text()).signers, list.signers);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_taken(text in "(ssh-ed25519|ssh-rsa|AAAA|-----|BEGIN|[ =\\n\"]|[A-Za-z0-9+/]{1,8}|\\PC){0,30}") {
        let _ = PublicKey::parse(&text);
        let _ = PublicKey::of_private(text.as_bytes());
        let _ = verify(&text, Namespace::Device, b"");
        parse_allowed(&text);
    }

    #[test]
    fn damaged_signatures_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), start in 0_usize..100) {
        use base64ct::{Base64, Encoding};
        let armored = sign(&private(1, ""), Namespace::Device, b"note").expect("can sign");
        let coded: String = armored.lines().filter(|line| !line.starts_with('-')).collect();
        let mut raw = Base64::decode_vec(&coded).expect("is base64");
        raw.truncate(start);
        raw.extend(bytes);
        let coded = Base64::encode_string(&raw);
        let lines: Vec<&str> = coded.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).expect("is ASCII")).collect();
        let armored = format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", lines.join("\n"));
        prop_assert!(verify(&armored, Namespace::Device, b"note").is_err());
    }
}
