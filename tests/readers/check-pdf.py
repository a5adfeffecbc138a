#!/usr/bin/env python3
"""Opens PDFs that the program wrote with the readers of others.

    RAPPORTEUR_SAMPLES=FOLDER cargo test --lib export::pdf::tests::samples_for_readers -- --ignored
    python3 tests/readers/check-pdf.py FOLDER/small.pdf FOLDER/sixty.pdf [--pictures FOLDER]

A reader that is not installed is skipped with a line that says so. Ends with 1 where one finds a fault.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys

HEAD = re.compile(rb"rapporteur-head/1 [0-9a-f]+ [a-z0-9-]+ [0-9]+ [0-9a-f]{64} [0-9a-f]{64}\n")
# Words that the samples have; a review of somebody else has other ones.
SAMPLE_WORDS = [
    "Горњи Лук", "Kodrës së Gjatë", "Đurđevak", "zaštiti podataka", "ќе ѓ ѕ џ", "甲方应当在收到通知后",
    "përmban çmimin", "⟨U+202E⟩", "⟨U+1F600⟩", "cooperation",
]

faults = 0


def say(outcome, what):
    global faults
    faults += outcome == "FAULT"
    print(f"{outcome:5} {what}")


def ran(*command):
    """What a program says; nothing where it is not installed."""
    if shutil.which(command[0]) is None:
        say("SKIP", f"{command[0]} is not installed")
        return None
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", errors="replace")


def check(wanted, what):
    say("ok" if wanted else "FAULT", what)


def heads(path):
    found = HEAD.findall(path.read_bytes())
    check(found, f"{len(found)} journal heads stand in the bytes")


def words(path, is_sample):
    told = ran("pdftotext", str(path), "-")
    if told is None:
        return
    text = re.sub(r"\s+", " ", told[1])
    check(told[0] == 0 and text.strip(), "pdftotext gives back text")
    if is_sample:
        # A line of a narrow cell may end within words of Chinese.
        close = text.replace(" ", "")
        lost = [one for one in SAMPLE_WORDS if one.replace(" ", "") not in close]
        check(not lost, f"pdftotext gives back every script{': not ' + ', '.join(lost) if lost else ''}")


def structure(path):
    told = ran("pdfinfo", str(path))
    if told is not None:
        check(re.search(r"Tagged: +yes", told[1]), "pdfinfo calls it tagged")
        check(re.search(r"Title: +\S", told[1]), "pdfinfo finds a title")
    told = ran("pdfinfo", "-struct", str(path))
    if told is not None:
        kinds = ["H1", "H2", "L", "LI", "Table", "TR", "TH", "TD"]
        lost = [kind for kind in kinds if not re.search(rf"^ *{kind}\b", told[1], re.MULTILINE)]
        check(not lost, f"pdfinfo finds the structure{': not ' + ', '.join(lost) if lost else ''}")


def typefaces(path):
    told = ran("pdffonts", str(path))
    if told is not None:
        rows = [row.split() for row in told[1].splitlines()[2:]]
        whole = rows and all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)
        check(whole, f"{len(rows)} typefaces are embedded, cut to size, and give back their characters")


def soundness(path):
    told = ran("qpdf", "--check", str(path))
    if told is not None:
        check(told[0] == 0, "qpdf finds no fault")
    for flavour in ["3a", "ua1"]:
        told = ran("verapdf", "--format", "text", "--flavour", flavour, str(path))
        if told is not None:
            check(told[1].startswith("PASS"), f"veraPDF: {flavour} {told[1].strip()[:200]}")


def pictures(path, folder):
    told = ran("pdftoppm", "-r", "75", "-png", str(path), str(folder / path.stem))
    if told is not None:
        check(told[0] == 0 and not told[1].strip(), f"pdftoppm draws it in {folder}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path)
    arguments = parser.parse_args()
    for path in arguments.files:
        print(path)
        heads(path)
        words(path, path.stem in {"small", "sixty"})
        structure(path)
        typefaces(path)
        soundness(path)
        if arguments.pictures:
            pictures(path, arguments.pictures)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
