#!/usr/bin/env python3
"""Holds pages that the program wrote against validators of HTML.

    rapporteur export AGREEMENT --format html -o FOLDER/report.html
    rapporteur export AGREEMENT --format annotated-html -o FOLDER/annotated.html
    python3 tests/readers/check-html.py FOLDER [--vnu vnu.jar] [--html-validate COMMAND]

The Nu Html Checker is the validator of the W3C: `npm install vnu-jar@24.10.17` brings `build/dist/vnu.jar`, which needs Java.
html-validate is `npm install html-validate`. What is not installed is named in a line that begins with SKIP. Errors and warnings
count alike. Ends with 1 when something does not fit.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

faults = 0


def say(outcome, what):
    global faults
    faults += outcome == "FAULT"
    print(f"{outcome:5} {what}")


def told(name, messages):
    """What a validator found."""
    for message in messages[:20]:
        say("FAULT", f"{name}: {message}")
    if not messages:
        say("ok", name)


def nu(jar, pages):
    if not jar or not pathlib.Path(jar).is_file() or shutil.which("java") is None:
        say("SKIP", "the Nu Html Checker needs Java and --vnu vnu.jar")
        return
    done = subprocess.run(
        ["java", "-jar", jar, "--format", "json", *map(str, pages)], capture_output=True, check=False
    )
    messages = json.loads(done.stderr.decode())["messages"]
    for page in pages:
        own = [one for one in messages if one.get("url", "").endswith(page.name)]
        told(f"Nu, {page.name}", [f"line {one.get('lastLine')}: {one['message']}" for one in own])


def html_validate(command, pages):
    if shutil.which(command) is None:
        say("SKIP", f"{command} is not installed")
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json") as rules:
        rules.write('{"extends": ["html-validate:standard"], "root": true}')
        rules.flush()
        done = subprocess.run(
            [command, "--config", rules.name, "--formatter", "json", *map(str, pages)],
            capture_output=True, check=False,
        )
    if done.returncode not in (0, 1):
        say("FAULT", f"{command}: {done.stderr.decode()[:300]}")
        return
    found = json.loads(done.stdout.decode() or "[]")
    for page in pages:
        own = [one for file in found if file["filePath"].endswith(page.name) for one in file["messages"]]
        told(f"html-validate, {page.name}", [f"line {one['line']}: {one['message']}" for one in own])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--vnu")
    parser.add_argument("--html-validate", default="html-validate")
    wanted = parser.parse_args()
    pages = sorted(wanted.folder.rglob("*.html"))
    if not pages:
        sys.exit(f"There is no page below {wanted.folder}.")
    nu(wanted.vnu, pages)
    html_validate(wanted.html_validate, pages)
    sys.exit(1 if faults else 0)


main()
