#!/usr/bin/env python3
"""Opens exported files with the readers and validators of their own formats.

    python3 tests/readers/check-exports.py FOLDER [--schemas FOLDER]

Every file below FOLDER is opened by what is installed; what is not is named in a line that begins with SKIP. FOLDER of
--schemas may hold what no package carries:

    release-schema.json          OCDS 1.1.5, from standard.open-contracting.org
    Project.xsd                  REFI-QDA 1.0, from qdasoftware.org
    annotations/, definitions/   the schemas of w3c/web-annotation-tests

The standard library alone checks structure; openpyxl, jsonschema, lxml, pyrefiqda and dkpro-cassis check more.
Ends with 1 when something does not fit.
"""

import argparse
import csv
import io
import json
import re
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

HEAD = re.compile(r"rapporteur-head/1 [0-9a-f]{1,64} [a-z0-9-]{1,64} [0-9]{1,19} [0-9a-f]{64} [0-9a-f]{64}")
FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")
QDA = "{urn:QDA-XML:project:1.0}"


class Report:
    """What fits, what does not, what could not be tried."""

    def __init__(self):
        self.failed = 0
        self.skipped = set()

    def check(self, file, what, fits, more=""):
        self.failed += not fits
        print(f"{'ok  ' if fits else 'FAIL'} {file.name}: {what}{'' if fits else ' ' + str(more)[:400]}")

    def skip(self, what, why):
        if what not in self.skipped:
            self.skipped.add(what)
            print(f"SKIP {what}: {why}")


def module(report, name, package):
    """A package where it is installed."""
    try:
        return __import__(name)
    except ImportError:
        report.skip(package, f"not installed (pip install {package})")
        return None


def heads(report, file, text):
    report.check(file, "holds journal heads", bool(HEAD.search(text)))


def check_csv(report, file, _):
    data = file.read_bytes()
    report.check(file, "begins with the mark of UTF-8", data.startswith(b"\xef\xbb\xbf"))
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    report.check(file, "rows are equally wide", len({len(row) for row in rows}) == 1)
    cells = [cell for row in rows for cell in row]
    bad = [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)]
    report.check(file, "no cell begins like a formula", not bad, bad[:3])
    heads(report, file, text)


def check_xlsx(report, file, _):
    with zipfile.ZipFile(file) as archive:
        report.check(file, "is a whole ZIP", archive.testzip() is None)
        stamps = {entry.date_time for entry in archive.infolist()}
        report.check(file, "has no times but the fixed one", stamps == {(1980, 1, 1, 0, 0, 0)}, stamps)
        names = archive.namelist()
        texts = {name: archive.read(name).decode() for name in names}
    for name, text in texts.items():
        ET.fromstring(text)
    sheets = [text for name, text in texts.items() if name.startswith("xl/worksheets/")]
    report.check(file, "has no formula", not any("<f>" in text or "<f " in text for text in sheets))
    report.check(file, "has no link to the outside", not any("External" in text for text in texts.values()))
    report.check(file, "names no author", "<dc:creator></dc:creator>" in texts["docProps/core.xml"])
    heads(report, file, "\n".join(texts.values()))
    openpyxl = module(report, "openpyxl", "openpyxl")
    if openpyxl:
        book = openpyxl.load_workbook(file)
        filled = all(sheet.max_row >= 2 for sheet in book)
        report.check(file, f"openpyxl reads {len(book.sheetnames)} sheets: {', '.join(book.sheetnames)}", filled)
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        report.check(file, "openpyxl sees no formula", "f" not in kinds, kinds)


def check_annotations(report, file, schemas):
    collection = json.loads(file.read_text())
    items = collection["first"]["items"]
    report.check(file, f"says how many annotations it has: {len(items)}", collection["total"] == len(items))
    whole = all(item.get("id") and item.get("type") == "Annotation" and item.get("target") for item in items)
    report.check(file, "annotations have what the standard requires", whole)
    quoted = [item["target"] for item in items if isinstance(item["target"], dict)]
    places = [target["selector"] for target in quoted if isinstance(target["selector"], list)]
    lengths = all(len(quote["exact"]) == place["end"] - place["start"] for quote, place in places)
    report.check(file, f"positions are as long as the {len(places)} quotations, in code points", lengths)
    heads(report, file, file.read_text())
    jsonschema = module(report, "jsonschema", "jsonschema")
    if not jsonschema:
        return
    folder = schemas and schemas / "annotations"
    if not folder or not folder.is_dir():
        report.skip("W3C Web Annotation schemas", "no annotations/ below --schemas")
        return
    validate_annotations(report, file, items, schemas, jsonschema)


def validate_annotations(report, file, items, schemas, jsonschema):
    """Every MUST of the W3C tests, for every annotation."""
    musts = json.loads((schemas / "annotations" / "annotationMusts.test").read_text())["assertions"]
    known = {}
    for path in schemas.glob("**/*.json"):
        try:
            schema = json.loads(path.read_text())
        except ValueError:
            continue
        if isinstance(schema, dict):
            known[schema.get("id", path.name)] = schema
            known[path.name] = schema
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT4

    def named(schema):
        return Resource(contents=schema, specification=DRAFT4)

    registry = Registry().with_resources((name, named(schema)) for name, schema in known.items())
    wrong, tried = set(), 0
    for must in musts:
        if not isinstance(must, str) or Path(must).name not in known:
            continue
        schema = known[Path(must).name]
        tried += 1
        validator = jsonschema.Draft4Validator(schema, registry=registry)
        expected = schema.get("expectedResult", "valid") == "valid"
        for item in items:
            annotation = {"@context": "http://www.w3.org/ns/anno.jsonld", **item}
            if validator.is_valid(annotation) != expected:
                wrong.add(must)
                break
    report.check(file, f"{tried} schemas of the W3C tests accept every annotation", tried > 30 and not wrong, sorted(wrong))


def check_qdpx(report, file, schemas):
    with zipfile.ZipFile(file) as archive:
        report.check(file, "is a whole ZIP", archive.testzip() is None)
        project = archive.read("project.qde")
        members = {name: archive.read(name) for name in archive.namelist()}
    root = ET.fromstring(project)
    named = [one.get("guid") for one in root.iter() if one.get("guid")]
    report.check(file, "every identifier is given once", len(named) == len(set(named)))
    used = {one.get(name) for one in root.iter() for name in ("targetGUID", "creatingUser") if one.get(name)}
    report.check(file, "every reference leads somewhere", used <= set(named), used - set(named))
    source = root.find(f"{QDA}Sources/{QDA}TextSource")
    data = members["sources/" + source.get("plainTextPath").removeprefix("internal://")]
    report.check(file, "the text has LF and no mark", b"\r" not in data and not data.startswith(b"\xef\xbb\xbf"))
    text = data.decode()
    selections = source.findall(f"{QDA}PlainTextSelection")
    spans = [(int(one.get("startPosition")), int(one.get("endPosition"))) for one in selections]
    report.check(file, f"{len(spans)} selections lie in the text", all(0 <= a < b <= len(text) for a, b in spans))
    heads(report, file, project.decode())
    etree = module(report, "lxml", "lxml")
    schema = schemas and schemas / "Project.xsd"
    if etree and schema and schema.is_file():
        from lxml import etree
        xsd = etree.XMLSchema(etree.parse(str(schema)))
        report.check(file, "the schema of REFI-QDA accepts it", xsd.validate(etree.fromstring(project).getroottree()), xsd.error_log)
    elif etree:
        report.skip("REFI-QDA schema", "no Project.xsd below --schemas")
    if module(report, "pyrefiqda", "pyrefiqda"):
        from pyrefiqda import RefiProject
        with tempfile.TemporaryDirectory() as folder:
            read = RefiProject.load(file, extract_dir=folder)
            count = len(read.sources.text_source[0].plain_text_selection)
            report.check(file, f"pyrefiqda reads {count} selections", count == len(spans))


def check_cas(report, file, _):
    text = file.read_text()
    data = json.loads(text)
    structures = data["%FEATURE_STRUCTURES"]
    sofa = structures[0]["sofaString"]
    units = sofa.encode("utf-16-le")
    spans = [one for one in structures if one["%TYPE"].endswith("RapporteurPassage")]
    words = [units[2 * one["begin"] : 2 * one["end"]].decode("utf-16-le") for one in spans]
    report.check(file, f"{len(words)} passages cover words, in UTF-16", all(words) or not words)
    heads(report, file, text)
    if not module(report, "cassis", "dkpro-cassis"):
        return
    import cassis
    cas = cassis.load_cas_from_json(text)
    read = [one.get_covered_text() for one in cas.select("webanno.custom.RapporteurPassage")] if words else []
    report.check(file, "cassis reads the same text", cas.sofa_string == sofa)
    report.check(file, "cassis covers the same words", sorted(read) == sorted(words))
    again = cassis.load_cas_from_json(cas.to_json())
    report.check(file, "cassis writes it and reads it again", again.sofa_string == sofa)


def check_ocds(report, file, schemas):
    release = json.loads(file.read_text())
    required = all(release.get(name) for name in ("ocid", "id", "date", "tag", "initiationType"))
    report.check(file, "has what a release must have", required)
    awards = {award["id"] for award in release.get("awards", [])}
    report.check(file, "contracts name an award", all(one["awardID"] in awards for one in release["contracts"]))
    parties = {party["id"] for party in release.get("parties", [])}
    named = {one["id"] for award in release["awards"] for one in award.get("suppliers", [])}
    named |= {release["buyer"]["id"]} if "buyer" in release else set()
    report.check(file, "organisations are among the parties", named <= parties, named - parties)
    heads(report, file, file.read_text())
    jsonschema = module(report, "jsonschema", "jsonschema")
    schema = schemas and schemas / "release-schema.json"
    if jsonschema and schema and schema.is_file():
        validator = jsonschema.Draft4Validator(json.loads(schema.read_text()), format_checker=jsonschema.FormatChecker())
        errors = [error.message for error in validator.iter_errors(release)]
        report.check(file, "the schema of OCDS accepts it", not errors, errors)
    elif jsonschema:
        report.skip("OCDS schema", "no release-schema.json below --schemas")


READERS = {
    ".cas.json": check_cas,
    ".ocds.json": check_ocds,
    ".jsonld": check_annotations,
    ".qdpx": check_qdpx,
    ".xlsx": check_xlsx,
    ".csv": check_csv,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schemas", type=Path)
    arguments = parser.parse_args()
    report = Report()
    opened = 0
    for file in sorted(arguments.folder.rglob("*")):
        reader = next((read for end, read in READERS.items() if file.name.endswith(end)), None)
        if not reader or not file.is_file():
            continue
        opened += 1
        try:
            reader(report, file, arguments.schemas)
        except Exception as error:  # whatever a reader stumbles over is what is looked for
            report.check(file, "can be read", False, f"{type(error).__name__}: {error}")
    print(f"{opened} files opened, {report.failed} checks failed")
    return 1 if report.failed or not opened else 0


if __name__ == "__main__":
    sys.exit(main())
