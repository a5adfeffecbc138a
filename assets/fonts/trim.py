"""Trims the typefaces that exports carry: see README.md. Wants fontTools, and the originals in one folder."""

import copy
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = os.path.dirname(os.path.abspath(__file__))

TEXT = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x0250, 0x02AF), (0x02B0, 0x036F), (0x0370, 0x03FF),
    (0x0400, 0x052F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F),
    (0x20A0, 0x20CF), (0x2100, 0x218F), (0x2190, 0x2193), (0x2200, 0x22FF), (0x25A0, 0x25FF),
    (0x2C60, 0x2C7F), (0x2E00, 0x2E5F), (0xA640, 0xA69F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]
MONO = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x02FF), (0x0300, 0x036F), (0x0370, 0x03FF),
    (0x0400, 0x052F), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2190, 0x2193),
    (0x25A0, 0x25FF),
]
SYM = [
    (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2300, 0x23FF), (0x2400, 0x243F), (0x2460, 0x24FF), (0x2500, 0x257F), (0x2580, 0x259F),
    (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF), (0x27C0, 0x27FF), (0x27F0, 0x27FF),
    (0x2900, 0x297F), (0x2980, 0x29FF), (0x2A00, 0x2AFF), (0x2B00, 0x2BFF),
]
CJK = [
    (0x2E80, 0x2FDF), (0x2FF0, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x31C0, 0x31EF),
    (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
]
# What is not seen, or steers: never drawn.
HIDDEN = {0x034F, 0x061C, 0x115F, 0x1160, 0x3164, 0xFEFF, 0xFFA0}
HIDDEN |= set(range(0x200B, 0x2010)) | set(range(0x2028, 0x202F)) | set(range(0x2060, 0x2070))
DROPPED = ["GPOS", "GSUB", "GDEF", "kern", "DSIG", "MATH", "meta", "FFTM", "PfEd", "VDMX", "LTSH", "hdmx"]
DROPPED += ["vhea", "vmtx", "gasp"]


def keep(font, ranges):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += DROPPED
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.glyph_names = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[one for first, last in ranges for one in range(first, last + 1) if one not in HIDDEN])
    subsetter.subset(font)


def part(font):
    """Gives every character a glyph of its own."""
    seen = set()
    glyphs, widths = font["glyf"], font["hmtx"].metrics
    for character, glyph in sorted(font.getBestCmap().items()):
        if glyph not in seen:
            seen.add(glyph)
            continue
        own = f"own{character:04X}"
        glyphs.glyphs[own] = copy.deepcopy(glyphs[glyph])
        widths[own] = widths[glyph]
        order = [name for name in font.getGlyphOrder() if name != own] + [own]
        font.setGlyphOrder(order)
        glyphs.glyphOrder = order
        for table in font["cmap"].tables:
            if character in table.cmap:
                table.cmap[character] = own
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    font["post"].formatType = 3.0


def trim(folder, source, target, ranges):
    font = TTFont(os.path.join(folder, source), recalcTimestamp=False)
    keep(font, ranges)
    part(font)
    path = os.path.join(HERE, target)
    font.save(path)
    print(target, os.path.getsize(path), "bytes,", len(TTFont(path).getBestCmap()), "characters")


def main():
    folder = sys.argv[1]
    trim(folder, "NotoSans-Regular.ttf", "NotoSans-Regular.ttf", TEXT)
    trim(folder, "NotoSans-Bold.ttf", "NotoSans-Bold.ttf", TEXT)
    trim(folder, "NotoSansMono-Regular.ttf", "NotoSansMono-Regular.ttf", MONO)
    trim(folder, "DejaVuSans.ttf", "DejaVuSans-Symbols.ttf", SYM)
    trim(folder, "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", CJK)


main()
