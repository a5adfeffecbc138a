//! Requests and answers, with an authority made by stock `openssl` for the length of a test.
#![expect(
    clippy::disallowed_methods,
    reason = "the authority is a program of the system"
)]

use super::*;
use crate::domain::digest::{parse_hex, to_hex};
use proptest::prelude::*;
use std::fs;
use std::process::Command;

const TEXT: &[u8] = b"rapporteur/1 00112233445566778899aabbccddeeff ana-petrovic-7f3a9c00\n";

const SETTINGS: &str = "[req]
distinguished_name = dn
x509_extensions = v3
prompt = no
[dn]
O = Made-up Authority
CN = Example Stamps
[v3]
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
[other]
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
[tsa]
default_tsa = t
[t]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = DIGEST
ess_cert_id_alg = DIGEST
accuracy = secs:1
ordering = yes
tsa_name = yes
";

fn request() -> Request {
    Request::new(Digest::of(TEXT), [0x9c; NONCE])
}

/// A time stamp authority in a folder.
struct Authority(tempfile::TempDir);

impl Authority {
    #[expect(clippy::print_stderr, reason = "a test that is skipped must say so")]
    fn new(key: &[&str], digest: &str) -> Option<Self> {
        let answers = |mut program: Command| program.output().is_ok_and(|out| out.status.success());
        let mut version = Command::new("openssl");
        version.arg("version");
        if !answers(version) {
            eprintln!("skipped: no openssl");
            return None;
        }
        let authority = Self(tempfile::tempdir().unwrap());
        authority.put("cnf", SETTINGS.replace("DIGEST", digest).as_bytes());
        authority.put("serial", b"0A");
        let make = "req -x509 -nodes -keyout key -out certificate -config cnf -days 2";
        authority.run(make, key);
        Some(authority)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.path().join(name), bytes).unwrap();
    }

    fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.path().join(name)).unwrap()
    }

    fn runs(&self, arguments: &str, more: &[&str]) -> bool {
        let ended = Command::new("openssl")
            .args(arguments.split(' '))
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        ended.status.success()
    }

    fn run(&self, arguments: &str, more: &[&str]) {
        assert!(self.runs(arguments, more), "{arguments} {more:?}");
    }

    fn answer(&self, request: &[u8]) -> Vec<u8> {
        self.put("query", request);
        let reply =
            "ts -reply -queryfile query -inkey key -signer certificate -config cnf -out reply";
        self.run(reply, &[]);
        self.get("reply")
    }
}

const RSA: [&str; 2] = ["-newkey", "rsa:2048"];
const P256: [&str; 4] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
const P384: [&str; 4] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"];

#[test]
fn a_request_is_the_one_that_openssl_writes() {
    let mut random = [0; NONCE];
    random[8..].copy_from_slice(&[0xd6, 0xba, 0x1f, 0x6f, 0x02, 0xba, 0xc8, 0x73]);
    let request = Request::new(Digest::of(b"hello\n"), random);
    let expected = "3044020101303130\
        0d06096086480165030402010500\
        04205891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\
        020900d6ba1f6f02bac8730101ff";
    assert_eq!(to_hex(&request.to_der()), expected);
    assert_eq!(Request::parse(&request.to_der()), Some(request));
    for random in [[0; NONCE], [0x7f; NONCE], [0xff; NONCE]] {
        let request = Request::new(Digest::of(b""), random);
        assert_eq!(Request::parse(&request.to_der()), Some(request));
    }
    let bytes: [u8; 70] = parse_hex(expected).unwrap();
    for place in 0..bytes.len() {
        let mut changed = bytes;
        changed[place] ^= 0x80;
        let read = Request::parse(&changed);
        assert!(read.is_none_or(|read| read.to_der() == changed), "{place}");
        assert_eq!(Request::parse(&bytes[..place]), None);
    }
}

#[test]
fn stamps_of_every_known_kind_are_taken() {
    for (key, digest) in [
        (&RSA[..], "sha256"),
        (&P256[..], "sha384"),
        (&P384[..], "sha512"),
    ] {
        let Some(authority) = Authority::new(key, digest) else {
            return;
        };
        let answer = authority.answer(&request().to_der());
        let stamp = read_answer(&answer, &request()).unwrap();
        assert_eq!(stamp.imprint, Digest::of(TEXT));
        assert_eq!(
            (stamp.policy.as_str(), stamp.serial.as_str()),
            ("1.2.3.4.1", "0b")
        );
        let name = "O=Made-up Authority, CN=Example Stamps";
        assert_eq!(stamp.authority.as_deref(), Some(name));
        authority.run("x509 -in certificate -outform DER -out der", &[]);
        let certificate = Digest::of(&authority.get("der"));
        let by = name.to_owned();
        assert_eq!(stamp.checked, Checked::Fits { by, certificate }, "{key:?}");
        let verify = "ts -verify -in reply -queryfile query -CAfile certificate";
        authority.run(verify, &[]);

        authority.run("ts -reply -in reply -token_out -out token", &[]);
        let token = authority.get("token");
        assert_eq!(read_answer(&token, &request()).as_ref(), Ok(&stamp));
        assert_eq!(read_stamp(&token, &Digest::of(TEXT)), Ok(stamp));
    }
}

#[test]
fn a_stamp_is_of_one_text_and_one_request() {
    let Some(authority) = Authority::new(&P256, "sha256") else {
        return;
    };
    let answer = authority.answer(&request().to_der());
    let other_text = Request::new(Digest::of(b"other"), [0x9c; NONCE]);
    assert_eq!(
        read_answer(&answer, &other_text),
        Err(NoStamp::OtherImprint)
    );
    let other_number = Request::new(Digest::of(TEXT), [0x9d; NONCE]);
    assert_eq!(
        read_answer(&answer, &other_number),
        Err(NoStamp::OtherRequest)
    );
    assert!(read_stamp(&answer, &Digest::of(TEXT)).is_ok());

    // The same request without asking for the certificate.
    let mut bare = request().to_der();
    bare.truncate(bare.len() - 3);
    bare[1] -= 3;
    let stamp = read_answer(&authority.answer(&bare), &request()).unwrap();
    assert_eq!(stamp.checked, Checked::NoCertificate);

    // A hash that the authority does not take.
    authority.put("data", TEXT);
    authority.run("ts -query -data data -sha512 -out other", &[]);
    let refused = authority.answer(&authority.get("other"));
    assert!(matches!(
        read_answer(&refused, &request()),
        Err(NoStamp::Refused { status: 2, said }) if !said.is_empty()
    ));
}

#[test]
fn a_signer_for_other_purposes_makes_no_stamps() {
    let Some(authority) = Authority::new(&P256, "sha256") else {
        return;
    };
    authority.answer(&request().to_der());
    authority.run("ts -reply -in reply -token_out -out token", &[]);
    let token = authority.get("token");
    authority.put("info", signed::read(&token).unwrap().content);
    let sign = "cms -sign -binary -nodetach -nosmimecap -md sha256 -outform DER -in info -out forged \
        -econtent_type 1.2.840.113549.1.9.16.1.4 -inkey key -signer certificate";
    for more in [&[][..], &["-keyid"]] {
        authority.run(sign, more);
        let stamp = read_answer(&authority.get("forged"), &request()).unwrap();
        assert!(matches!(stamp.checked, Checked::Fits { .. }), "{stamp:?}");
    }
    let make = "req -x509 -key key -out certificate -config cnf -days 2 -extensions other";
    authority.run(make, &[]);
    authority.run(sign, &[]);
    let forged = read_answer(&authority.get("forged"), &request());
    let by = "O=Made-up Authority, CN=Example Stamps".to_owned();
    assert_eq!(forged, Err(NoStamp::NotForStamps { by }));
}

#[test]
fn no_changed_byte_makes_another_stamp() {
    let Some(authority) = Authority::new(&RSA, "sha256") else {
        return;
    };
    let answer = authority.answer(&request().to_der());
    let whole = read_answer(&answer, &request()).unwrap();
    let mut changed = answer.clone();
    for place in 0..answer.len() {
        for bit in [0x01, 0x80] {
            changed[place] ^= bit;
            if let Ok(stamp) = read_stamp(&changed, &Digest::of(TEXT)) {
                let fits = matches!(stamp.checked, Checked::Fits { .. });
                let same = Stamp {
                    checked: whole.checked.clone(),
                    ..stamp
                };
                assert!(!fits || same == whole, "byte {place}");
            }
            changed[place] ^= bit;
        }
        assert!(read_answer(&answer[..place], &request()).is_err());
    }
    changed.push(0);
    assert_eq!(read_answer(&changed, &request()), Err(NoStamp::Unreadable));
}

#[test]
fn what_is_no_answer_is_refused() {
    let long = vec![0x30; LONGEST_ANSWER + 1];
    let length = long.len();
    assert_eq!(
        read_answer(&long, &request()),
        Err(NoStamp::TooLong { length })
    );
    let deep = [0x30, 0x80].repeat(1000);
    for bytes in [
        &b""[..],
        b"<html>",
        &[0x30, 0],
        &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        &deep[..],
    ] {
        assert_eq!(read_answer(bytes, &request()), Err(NoStamp::Unreadable));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_taken(
        bytes in proptest::collection::vec(prop_oneof![
            any::<u8>(), 0_u8..8, Just(0x30), Just(0x31), Just(0xa0), Just(0x06)
        ], 0..120),
    ) {
        let _ = Request::parse(&bytes);
        let _ = read_answer(&bytes, &request());
        let _ = signed::read(&bytes);
        let _ = token::read_info(&bytes);
        let _ = certificate::read(&bytes);
        let _ = name::general(&bytes);
    }
}
