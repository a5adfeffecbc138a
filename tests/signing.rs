//! The end of a review through the real program: signed off, reopened, signed again, taken back.
#![expect(
    clippy::disallowed_methods,
    reason = "tests change files and run stock programs"
)]

mod common;

use common::pty::Terminal;
use common::{Run, Workplace};
use serde_json::{Value, json};

const TEXT: &str = "Article 1\n\nThe Supplier runs the network.\n\nArticle 2\n\nThe City may audit the Supplier.\n";

/// An agreement with a checklist of two items; gives its id.
fn imported(place: &Workplace) -> String {
    let item = |id: &str| {
        json!({"id": id, "group": "g", "kind": "fact", "severity": "low", "name": id, "question": "What about it?",
            "indicators": {"en": [format!("{id}*")]}})
    };
    let list = json!({"format": "rapporteur-checklist/1", "id": "short", "version": "1", "title": "Short", "as_of": "2026-11-22",
        "groups": [{"id": "g", "title": "All"}], "items": [item("audit"), item("network")],
        "relaxed_rules": ["grounds", "clauses_read", "near_misses_read", "missing_named"]});
    let file = place.write("c.txt", TEXT);
    let list = place.write("short.json", list.to_string());
    let receipt = place.json([
        "import".as_ref(),
        file.as_os_str(),
        "--checklist".as_ref(),
        list.as_os_str(),
        "--json".as_ref(),
    ]);
    receipt["agreement"].as_str().expect("is text").to_owned()
}

fn standing(place: &Workplace) -> Value {
    place.json(["list", "--json"])
}

/// Runs the program as Bojan, on another device.
fn as_bojan(place: &Workplace, arguments: &[&str]) -> Run {
    let mut command = place.command();
    command
        .env("RAPPORTEUR_REVIEWER", "Bojan")
        .env("RAPPORTEUR_HOME", place.path("bojan"))
        .args(arguments);
    let output = command.output().expect("the program runs");
    Run::from(output)
}

#[test]
fn a_review_is_signed_off_reopened_by_name_and_signed_again() {
    let place = Workplace::new();
    let id = imported(&place);
    assert_eq!(standing(&place)["stage"], "open");
    place.ok(["read", &id, "--all"]);
    place.ok(["answer", &id, "audit", "unclear"]);
    assert_eq!(standing(&place)["stage"], "in_review");
    let refused = place.run(["sign-off", &id]);
    assert_eq!(refused.code, 6, "{refused:?}");
    assert!(
        refused.err.contains("1 item without an answer in Short"),
        "{}",
        refused.err
    );
    place.ok(["answer", &id, "network", "unclear"]);
    assert_eq!(standing(&place)["stage"], "complete");
    place.ok(["sign-off", &id]);
    let signed = standing(&place);
    assert_eq!(
        (&signed["stage"], &signed["signed_by"]),
        (&json!("signed_off"), &json!(["Ana"]))
    );
    assert_eq!(place.json(["verify", "--json"])["ok"], true);

    let run = as_bojan(&place, &["answer", &id, "audit", "satisfied"]);
    assert_eq!(run.code, 0, "{run:?}");
    let reopened = standing(&place);
    assert_eq!(reopened["stage"], "reopened");
    let why = reopened["reopened_by"][0].as_str().expect("is text");
    assert!(
        why.starts_with("Bojan changed the answer to audit on "),
        "{why}"
    );

    let refused = place.run(["sign-off", &id]);
    assert!(
        refused.err.contains("1 disagreement in Short"),
        "{}",
        refused.err
    );
    place.ok(["sign-off", &id, "--exception", "We differ on the audit."]);
    assert_eq!(standing(&place)["stage"], "signed_off");
    place.ok([
        "sign-off",
        &id,
        "--withdraw",
        "--reason",
        "A page came later.",
    ]);
    // Her second sign-off took the place of the first, so that none is left.
    assert_eq!(standing(&place)["stage"], "in_review");
}

#[test]
fn one_entry_is_proven_without_the_others_and_a_pasted_checkpoint_tells_of_a_cut_journal() {
    let place = Workplace::new();
    let id = imported(&place);
    place.ok(["read", &id, "--all"]);
    let run = as_bojan(&place, &["note", &id, "A secret note."]);
    assert_eq!(run.code, 0, "{run:?}");
    let refused = place.run(["prove", "ana-1:1"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    let minutes = format!(
        "Minutes\n\n{}\n",
        quoted(&place.ok(["checkpoint", "make", "--unsigned"]))
    );
    let minutes = place.write("minutes.txt", minutes);
    let minutes = minutes.to_str().expect("is text");
    // Nothing was written since, so that the checkpoint is the same.
    let entries = |place: &Workplace| place.ok(["log", "--json"]).lines().count();
    let before = entries(&place);
    place.ok(["checkpoint", "make"]);
    assert_eq!(entries(&place), before);

    let verified = place.json(["verify", "--against", minutes, "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    let writers: Vec<String> = verified["journals"]
        .as_array()
        .expect("has journals")
        .iter()
        .map(|journal| journal["writer"].as_str().expect("is text").to_owned())
        .collect();
    for (writer, seq) in [(&writers[0], 4), (&writers[1], 2)] {
        let proof = place.path("proof.json");
        let proof = proof.to_str().expect("is text");
        place.ok(["prove", &format!("{writer}:{seq}"), "-o", proof]);
        let shown = std::fs::read_to_string(proof).expect("was written");
        assert_eq!(shown.contains("secret"), *writer == writers[1]);
        // Anybody can check it anywhere.
        let elsewhere = Workplace::new();
        let checked = elsewhere.json(["verify", "--proof", proof, "--against", minutes, "--json"]);
        assert_eq!(checked["entry"]["seq"], seq);
        let forged = elsewhere.write("forged.json", shown.replacen("read", "raed", 1));
        let forged = forged.to_str().expect("is text");
        if *writer == writers[0] {
            assert_eq!(elsewhere.run(["verify", "--proof", forged]).code, 5);
        }
    }

    // Another copy of the folder, cut before the checkpoint, on a device that never saw it.
    let journal = place
        .workspace()
        .join(format!("journal/{}.jsonl", writers[1]));
    let whole = std::fs::read_to_string(&journal).expect("is text");
    let first = whole.lines().next().expect("has a line");
    std::fs::write(&journal, format!("{first}\n")).expect("can be cut");
    let problems = place.json_with_code(["verify", "--against", minutes, "--json"], 5);
    let codes = problems["problems"].to_string();
    assert!(codes.contains("checkpoint-contradicts"), "{codes}");
}

fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| ["> ", line, "\r\n"].concat())
        .collect()
}

/// Whether a stock program is there; its absence is told.
fn has(program: &str) -> bool {
    let found = std::process::Command::new(program)
        .arg("-?")
        .stdin(std::process::Stdio::null())
        .output()
        .is_ok();
    if !found {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: {program} is not installed");
        }
    }
    found
}

#[test]
fn a_person_signs_with_her_own_key_and_stock_programs_agree() {
    if !has("ssh-keygen") {
        return;
    }
    let place = Workplace::new();
    let id = imported(&place);
    let key = place.path("id_ed25519");
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "made up", "-f"])
        .arg(&key)
        .status();
    assert!(made.expect("ssh-keygen runs").success());
    let key = key.to_str().expect("is text");
    place.ok(["keys", "use", key]);
    place.ok(["sign-off", &id, "--exception", "A try."]);
    let verified = place.json(["verify", "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    let journal = &verified["journals"][0];
    assert!(journal["signed"].as_u64() > Some(3), "{journal}");
    let fingerprint = journal["certified_by"].as_str().expect("is certified");

    let text = checkpoint_text(&place);
    let signers = place.workspace().join("keys/allowed_signers");
    let stock = |text: &[u8]| {
        let sig = checkpoint_file(&place).with_extension("txt.sig");
        let mut child = std::process::Command::new("ssh-keygen")
            .args([
                "-Y",
                "verify",
                "-I",
                "ana",
                "-n",
                "checkpoint@rapporteur",
                "-f",
            ])
            .arg(&signers)
            .arg("-s")
            .arg(sig)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("ssh-keygen runs");
        let mut input = child.stdin.take().expect("is a pipe");
        std::io::Write::write_all(&mut input, text).expect("is read");
        drop(input);
        child.wait().expect("ends").success()
    };
    assert!(stock(text.as_bytes()));
    assert!(!stock(text.replace("\n6\n", "\n7\n").as_bytes()));

    // A stranger's line in the list of keys is told.
    let list = std::fs::read_to_string(&signers).expect("is text");
    std::fs::write(&signers, list.replace("ana ", "bojan ")).expect("can be written");
    let told = place.json(["verify", "--json"])["notes"].to_string();
    assert!(told.contains("signers-differ"), "{told}");
    let run = as_bojan(&place, &["keys", "vouch", "Ana", fingerprint]);
    assert_eq!(run.code, 0, "{run:?}");
    let listed = place.json(["keys", "list", "--json"]);
    assert_eq!(listed["persons"][0]["vouched_by"][0], "Bojan");
    assert!(
        std::fs::read_to_string(&signers)
            .expect("is text")
            .starts_with("ana ")
    );

    // The key is stolen: it falls out of the list, and what it signed counts no more by itself.
    place.ok(["keys", "revoke", fingerprint, "--cause", "stolen"]);
    assert_eq!(std::fs::read_to_string(&signers).expect("is text"), "");
    let verified = place.json(["verify", "--json"]);
    assert_eq!(verified["journals"][0]["signed"], 0, "{verified}");
    assert!(
        verified["notes"].to_string().contains("revoked-key"),
        "{verified}"
    );
}

#[test]
fn a_stolen_device_key_has_a_way_out() {
    let place = Workplace::new();
    let id = imported(&place);
    place.ok(["read", &id, "--all"]);
    let before = std::fs::read_to_string(place.journal())
        .expect("is text")
        .lines()
        .count();
    // What a thief writes with the key.
    place.ok(["answer", &id, "audit", "satisfied"]);
    place.ok([
        "keys",
        "renew",
        "--cause",
        "stolen",
        "--last",
        &before.to_string(),
    ]);
    let told = place.json_with_code(["verify", "--json"], 5);
    assert_eq!(told["problems"][0]["code"], "revoked-device", "{told}");
    assert_eq!(told["problems"][0]["seq"], before as u64 + 1);
    // She goes on in a new journal and puts right what was written in her name.
    place.ok([
        "answer",
        &id,
        "audit",
        "concern",
        "--reason",
        "I had not written that.",
    ]);
    let json = place.json(["list", "--json"]);
    assert_eq!(
        (&json["answered"], &json["disputed"]),
        (&json!(1), &json!(0)),
        "{json}"
    );
}

#[test]
fn an_outside_clock_confirms_a_checkpoint() {
    if !has("openssl") {
        return;
    }
    let place = Workplace::new();
    let id = imported(&place);
    place.ok(["read", &id, "--all"]);
    let request = place.path("request.tsq");
    let request = request.to_str().expect("is text");
    place.ok(["checkpoint", "request", "-o", request]);
    let answer = place.path("answer.tsr");
    let authority = place.write("authority.sh", AUTHORITY);
    let made = std::process::Command::new("sh")
        .arg(&authority)
        .args([request, answer.to_str().expect("is text")])
        .current_dir(place.path(""))
        .output()
        .expect("sh runs");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let answer = answer.to_str().expect("is text");
    place.ok(["checkpoint", "accept", answer]);
    let verified = place.json(["verify", "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    assert!(
        verified["journals"][0]["stamped"]["entries"].as_u64() > Some(3),
        "{verified}"
    );
    let other = place.write("other.tsr", b"no answer");
    let refused = place.run(["checkpoint", "accept", other.to_str().expect("is text")]);
    assert_eq!(refused.code, 1, "{refused:?}");
    let kept = checkpoint_file(&place).with_extension("txt.tsr");
    let mut bytes = std::fs::read(&kept).expect("is kept");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&kept, bytes).expect("can be changed");
    let told = place.json_with_code(["verify", "--json"], 5);
    assert_eq!(told["problems"][0]["code"], "stamp-differs", "{told}");
}

/// A throw-away authority of stock OpenSSL: request in, answer out.
const AUTHORITY: &str = r#"set -e
cat > tsa.cnf <<END
[req]
distinguished_name = dn
prompt = no
x509_extensions = ext
[dn]
CN = Made-up authority
[ext]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = one
[one]
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
END
openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 30 -config tsa.cnf 2>/dev/null
openssl ts -reply -config tsa.cnf -queryfile "$1" -out "$2"
"#;

/// The text of the newest checkpoint.
fn checkpoint_text(place: &Workplace) -> String {
    std::fs::read_to_string(checkpoint_file(place)).expect("is text")
}

fn checkpoint_file(place: &Workplace) -> std::path::PathBuf {
    let folder = std::fs::read_dir(place.workspace().join("checkpoints")).expect("is there");
    let mut files: Vec<_> = folder
        .map(|entry| entry.expect("is readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files.pop().expect("has a checkpoint")
}

#[test]
fn a_key_with_a_passphrase_signs_from_the_interface() {
    if !has("ssh-keygen") {
        return;
    }
    let place = Workplace::new();
    let id = imported(&place);
    let key = place.path("id_ed25519");
    let made = |words: &str, key: &std::path::Path| {
        let mut command = std::process::Command::new("ssh-keygen");
        let command = command.args(["-q", "-t", "ed25519", "-C", "made up", "-N", words, "-f"]);
        assert!(command.arg(key).status().expect("runs").success());
    };
    made("", &key);
    place.ok(["keys", "use", key.to_str().expect("is text")]);
    // From now on it is locked.
    let locked = std::process::Command::new("ssh-keygen")
        .args(["-q", "-p", "-P", "", "-N", "open sesame", "-f"])
        .arg(&key)
        .status();
    assert!(locked.expect("runs").success());
    place.ok(["answer", &id, "audit", "unclear"]);

    let mut terminal = Terminal::open(&place, 100, 30, &["c.txt"]);
    terminal.wait_for("Article 1");
    terminal.keys("x");
    terminal.wait_for("Enter");
    terminal.keys("\r");
    terminal.wait_for("passphrase");
    terminal.keys("open sesame\r");
    terminal.wait("the reader with a summary", |screen| {
        screen.contains("Article 1") && !screen.contains("passphrase")
    });
    terminal.keys("F");
    terminal.wait_for("Sign the review off");
    terminal.keys("Nobody hands the annex over.\r");
    // The first question still stands on that screen; what is typed before the second is thrown away.
    terminal.wait("the second question", |screen| {
        screen.matches("Enter passphrase").count() == 2
    });
    terminal.keys("open sesame\r");
    terminal.wait("the reader again", |screen| {
        screen.contains("Article 1") && !screen.contains("passphrase")
    });
    assert!(!terminal.text().contains("sesame"), "{}", terminal.text());
    terminal.keys("qq");
    terminal.end();
    let verified = place.json(["verify", "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    assert!(
        verified["journals"][0]["signed"].as_u64() > Some(3),
        "{verified}"
    );
}

#[test]
fn a_colleagues_half_arrived_line_does_not_stop_a_summary() {
    let place = Workplace::new();
    let id = imported(&place);
    let theirs = place.path("theirs");
    let colleague = |arguments: &[&str]| {
        let mut command = place.command();
        command.env("RAPPORTEUR_REVIEWER", "Bojan");
        command.env("RAPPORTEUR_HOME", &theirs);
        Run::from(command.args(arguments).output().expect("starts"))
    };
    assert_eq!(colleague(&["note", &id, "Kept."]).code, 0);
    let folder = place.workspace().join("journal");
    let journal = std::fs::read_dir(folder)
        .expect("is there")
        .map(|entry| entry.expect("is listed").path())
        .find(|path| path.display().to_string().contains("bojan"))
        .expect("has written");
    let mut bytes = std::fs::read(&journal).expect("is there");
    bytes.extend_from_slice(b"{\"v\":1,\"app\":\"rapporteur 0.1.0\",\"wri");
    std::fs::write(&journal, &bytes).expect("can be written");

    let run = place.run(["export", &id, "--format", "markdown"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("Not yet complete"), "{}", run.err);
    assert!(run.out.contains("Not yet complete."), "{}", run.out);
    assert!(run.out.contains("Kept."));
    let run = place.run(["verify"]);
    assert_eq!(run.code, 5, "{run:?}");
    assert!(run.out.contains("UNFINISHED bojan"), "{}", run.out);
    assert!(!run.out.contains("PROBLEM"), "{}", run.out);
    // What is more than that stops it as before.
    let text = String::from_utf8(bytes).expect("is text");
    std::fs::write(&journal, text.replace("Kept.", "Lost.")).expect("can be written");
    let run = place.run(["export", &id, "--format", "markdown"]);
    assert_eq!(run.code, 5, "{run:?}");
}
