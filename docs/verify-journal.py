"""verify-journal.py WORKSPACE [--against EXPORT]: journal-format.md, but for SSH keys, stamps,
revoked keys, heads.json, counts, inner fields; prints JSON. Exit code 0: fits, 5: not, 2: usage."""
import argparse, datetime, functools, hashlib, json, pathlib, re, sys
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # ed25519: field and order
D, I = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
FIELDS = "v app writer seq prev at clock by seen event supersedes key sig".split()
def add(a, b):  # the sum of two points (x, y, z, t) that stand for x/z and y/z; t is x*y/z
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    return (n-m) * (z-t) % P, (z+t) * (n+m) % P, (z-t) * (z+t) % P, (n-m) * (n+m) % P
def times(n, point):
    twice = times(n // 2, add(point, point)) if n else (0, 1, 1, 0)
    return add(twice, point) if n % 2 else twice
def point_of(data):  # nothing, on which all else fails, for no point and for one of small order
    y = int.from_bytes(data, "little") % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    for x in (pow(square, (P + 3) // 8, P) * factor % P for factor in (1, I, -1, -I)):
        if x * x % P == square and x % 2 == data[31] >> 7 and y < P:
            return (x, y, 1, x * y % P) if times(8, (x, y, 1, x * y % P))[0] else None
@functools.lru_cache(maxsize=None)
def genuine(key, message, signature):  # RFC 8032, section 5.1.7
    own, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, point_of(b"\x58" + b"\x66" * 31)), add(r, times(k, own))
    return s < L and all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
def sha(data): return hashlib.sha256(data).hexdigest()
def root(lines):  # RFC 6962, section 2.1
    n = 1 << (len(lines) - 1).bit_length() - 1 if len(lines) > 1 else 0
    return bytes.fromhex(sha(b"\1" + root(lines[:n]) + root(lines[n:]) if n else b"\0" + lines[0]))
def walk(writer, data):  # one journal, to the first line that does not fit
    if b"\r\n" in data: found.append((writer, None, "line-endings"))
    key = re.findall(rb'\A.*"public_key":"([0-9a-f]{64})"', data) or [b"00" * 32]
    key, (*lines, tail) = bytes.fromhex(key[0].decode()), data.replace(b"\r", b"").split(b"\n")
    genesis, before = "rapporteur-journal/1 {} {}".format(workspace, writer).encode(), ""
    hashes, device = [sha(line) for line in [genesis, *lines]], sha(key)[:32]
    journals[writer] = lines, hashes
    for place, line in enumerate(lines + [tail] * (tail > b""), 1):
        try:
            e = json.loads(line.decode(), parse_float=int, parse_constant=int)
            sig, at = bytes.fromhex(e["sig"]), datetime.datetime.fromisoformat(e["at"][:-1])
            tidy = {**e, "at": at.isoformat("T", "milliseconds") + "Z", "sig": sig.hex()[:128]}
            tidy = {field: tidy[field] for field in FIELDS if e.get(field)}
            spelt = json.dumps(tidy, ensure_ascii=False, separators=(",", ":")).encode()
            signed, event = b"rapporteur-entry-v1\0" + line.rpartition(b',"sig":"')[0], e["event"]
            code = next((code for code, fits in (
                ("too-long", len(line) <= 2**20), ("altered", genuine(key, signed, sig)),
                ("newer-format", e["v"] == 1), ("altered", spelt == line),
                ("other-writer", f'{e["by"]["id"]}-{writer[-8:]}' == e["writer"] == writer),
                ("other-key", [e["key"], writer[-8:]] == [device, device[:8]]),
                ("missing", e["seq"] <= place), ("out-of-order", e["seq"] == place),
                ("chain", e["prev"] == hashes[place - 1]), ("unended-line", place < len(hashes)),
                ("no-start", (event["type"] == "journal_started") == (place == 1)),
                ("other-workspace", event.get("workspace", workspace) == workspace),
                ("time-back", (e["at"] < before) == ("clock" in e))) if not fits), None)
        except Exception: code = "not-an-entry" if place < len(hashes) else "torn-line"
        if code not in (None, "newer-format"): return found.append((writer, place, code))
        if not code: known[hashes[place]], before = e, e["at"]
kept = functools.cache(lambda path: (json.loads(path.read_bytes()), sha(path.read_bytes())))
def stands(writer, seq, head, top=None):  # whether a journal stands as it is said
    lines, hashes = journals.get(writer, ([], []))
    return 0 < seq < len(hashes) and hashes[seq] == head and top in (None, root(lines[:seq]).hex())
def refers(entry, event, kind):  # what is wrong with what an entry replaces or takes back
    free = re.search("chosen$" + "|described$|tagged$|answered$" * ("settles" in event), kind)
    why = event.get("reason", "").strip() or event.get("undoes") or event.get("redoes")
    if "settles" in event and not why: yield "no-reason"
    for way in "supersedes", "undoes", "redoes":
        for old in map(known.get, entry.get(way, []) + [event.get(way)] * (way in event)):
            if not old: yield "unknown-entry"; continue
            fits = free or old["by"]["id"] == entry["by"]["id"] if way == "supersedes" else (
                "supersedes" in entry and (way == "undoes" or "undoes" in old["event"]) and
                old["writer"] == entry["writer"] and old["seq"] < entry["seq"])
            if not fits or old["event"]["type"] != kind: yield "wrong-reference"
def judge(entry, objects):  # yields what an entry says that is not so
    event, at = entry["event"], (entry["writer"], entry["seq"])
    json.loads(json.dumps(entry), object_hook=lambda found: objects.append(found) or found)
    yield from ((*at, code) for code in refers(entry, event, event["type"]))
    for o in objects:
        for name, code in (("seen", "seen"), ("covers", "sign-off"), ("journals", "checkpoint")):
            yield from ((writer, head[0], code + "-contradicts")
                        for writer, head in o.get(name, {}).items() if not stands(writer, *head))
        if "version" in o:
            checklist, sha256 = kept(folder / "checklists/{checklist}@{version}.json".format(**o))
            if o.get("sha256", sha256) != sha256: yield (*at, "checklist-differs")
            items = [None, *(item["id"] for item in checklist["items"])]
            if o.get("item") not in items: yield (*at, "item-missing")
        if "agreement" in o:
            home = folder / "agreements" / o["agreement"]
            (paper, doc), (tree, cut) = kept(home / "document.json"), kept(home / "clauses.json")
            if "reader" in o: paper = {**paper, "document_sha256": doc, "clauses_sha256": cut,
                "text_sha256": sha(paper["text"].encode()), "source_sha256":
                sha(min(home.glob("source.*")).read_bytes())}
            if any(paper.get(n, v) != v for n, v in o.items()): yield (*at, "agreement-differs")
            clause = next((c for c in tree["clauses"] if c["id"] == o.get("clause")), {})
            if clause.get("label") != o.get("label"): yield (*at, "clause-differs")
            if "quote" in o:
                (start, end), text = (o["start"], o["end"]), paper["text"]
                near = [text[max(0, start - 32):start], text[start:end], text[end:end + 32]]
                inside = clause["start"] <= start <= end <= clause["subtree_end"]
                page = [block["page"] for block in paper["blocks"] if block["start"] <= start][-1]
                if [o["prefix"], o["quote"], o["suffix"], o["page"], True] != [*near, page, inside]:
                    yield (*at, "quote-differs")
(parser := argparse.ArgumentParser(usage=__doc__)).add_argument("workspace", type=pathlib.Path)
parser.add_argument("--against", type=lambda path: open(path, errors="replace").read())
(folder, against), journals, known, found = vars(parser.parse_known_args()[0]).values(), {}, {}, []
workspace = json.loads((folder / "workspace.json").read_bytes())["id"]
files = {path.stem: path.read_bytes() for path in sorted(folder.glob("journal/[!.]*.jsonl"))}
for name, data in files.items():  # but for copies that add nothing
    if not any(data != more and more.startswith(data) for more in files.values()): walk(name, data)
for entry in known.values():
    try: found += judge(entry, [])
    except Exception: found.append((entry["writer"], entry["seq"], "unreadable"))
for piece in (against or "").split("rapporteur-head/1")[1:] or [""] * (against is not None):
    head = re.match(r"\s+%s\s+([a-z0-9-]+)\s+(\d+)\s+(\w{64})\s+(\w{64})\b" % workspace, piece)
    if not head or not stands(head[1], int(head[2]), head[3], head[4]):
        found.append((head and head[1], head and int(head[2]), "differs-from-export"))
proofs = [{"writer": j, "entries": len(lines), "head": h[-1]} for j, (lines, h) in journals.items()]
print(json.dumps({"ok": not found, "journals": proofs, "problems": [
    {"writer": writer, "line": line, "code": code} for writer, line, code in found]}, indent=1))
sys.exit(5 if found else 0)
