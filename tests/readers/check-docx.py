#!/usr/bin/env python3
"""Opens Word files that rapporteur wrote with python-docx and with lxml, and says what does not fit.

    check-docx.py FILE.docx...                         reports and annotated agreements
    check-docx.py --quotes SUMMARY.json FILE.docx      comments stand on exactly the quotes of the JSON summary

Ends with 0 when all is well, 1 when something is not, and 77 (SKIP) where python-docx is missing.
"""

import json
import sys
import zipfile

try:
    import docx
    from lxml import etree
except ImportError:
    print("SKIP: python-docx and lxml are not installed")
    sys.exit(77)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def letters(words):
    return "".join(c for c in words.lower() if c.isalnum())


def commented(path):
    """The words under each comment by its number, its text, and what is wrong with its marks."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        wrong = [f"{path}: {name} is there twice" for name in set(names) if names.count(name) > 1]
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        usual = lambda name: package.read(name).replace(STRICT, W[1:-1].encode())
        main = etree.fromstring(usual("word/document.xml"))
        part = next((n for n in names if n.startswith("word/comments") and "Ext" not in n and "Id" not in n), None)
        comments = etree.fromstring(usual(part)) if part else None
    said = {}
    if comments is not None:
        for one in comments.iter(W + "comment"):
            said[one.get(W + "id")] = "".join(one.itertext(W + "t"))
    open_now, words, referred = set(), {}, set()
    for element in main.iter():
        if element.tag == W + "commentRangeStart":
            open_now.add(element.get(W + "id"))
            words[element.get(W + "id")] = ""
        elif element.tag == W + "commentRangeEnd":
            open_now.discard(element.get(W + "id"))
        elif element.tag == W + "commentReference":
            referred.add(element.get(W + "id"))
        elif element.tag == W + "t":
            for one in open_now:
                words[one] += element.text or ""
    wrong += [f"{path}: comment {one} does not end" for one in open_now]
    wrong += [f"{path}: comment {one} has no text" for one in referred - set(said)]
    wrong += [f"{path}: comment {one} stands nowhere" for one in set(said) - referred]
    return words, said, wrong


def check(path):
    """python-docx opens it; every style that is used is there and has a name."""
    try:
        document = docx.Document(path)
    except KeyError:
        # python-docx does not know the strict dialect, in which some agreements are received.
        print(f"{path}: strict dialect, not for python-docx")
        return commented(path)[2]
    styles = {style.name for style in document.styles}
    used = {paragraph.style.name for paragraph in document.paragraphs}
    used |= {table.style.name for table in document.tables if table.style is not None}
    wrong = [f"{path}: no style {name}" for name in used - styles]
    if not any(paragraph.text.strip() for paragraph in document.paragraphs) and not document.tables:
        wrong.append(f"{path}: nothing to read")
    words, said, more = commented(path)
    author = document.core_properties.author
    print(f"{path}: {len(document.paragraphs)} paragraphs, {len(document.tables)} tables, "
          f"{len(said)} comments, styles: {', '.join(sorted(used))}; author: {author!r}")
    return wrong + more


def check_quotes(summary, path):
    words, said, wrong = commented(path)
    under = [(letters(words.get(one, "")), said[one]) for one in said]
    total = 0
    for finding in json.load(open(summary, encoding="utf-8"))["findings"]:
        for tag in finding["tags"]:
            total += 1
            quote = letters(tag["quote"])
            mine = [(found, text) for found, text in under if finding["question"] in text]
            exact = any(found == quote for found, _ in mine)
            # Automatic numbers stand in the text that was read and in no run.
            within = any(found and (found in quote or quote in found) for found, _ in mine)
            told = any(quote in letters(text) for _, text in mine)
            if not exact:
                print(f"{path}: {'nearly' if within else 'said nearby' if told else 'NOT FOUND'}: {tag['quote'][:70]!r}")
            if not exact and not within and not told:
                wrong.append(f"{path}: no comment on {tag['quote'][:70]!r}")
    print(f"{path}: {total} tags looked for")
    return wrong


def main(arguments):
    wrong = []
    if arguments[:1] == ["--quotes"]:
        wrong = check_quotes(arguments[1], arguments[2])
        arguments = arguments[2:]
    for path in arguments:
        wrong += check(path)
    for line in wrong:
        print("WRONG", line)
    return 1 if wrong or not arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
