//! How many definitions are found in passages of real documents, against what a reader marked.
//!
//! The passages were chosen by chance (in contracts) or are the articles and pages that define terms
//! (in laws and model agreements). A definition is right when the name is the one that was marked,
//! at that place. Positions count Unicode scalar values.

use crate::facts::plain;
use rapporteur::domain::fold::fold;
use rapporteur::domain::segment::segment;
use rapporteur::domain::terms::{Terms, terms};
use rapporteur::domain::text::{ScalarIndex, Span};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Where a passage is from.
enum Source {
    /// A line of `cuad/contracts.jsonl`, counted from 0.
    Line(usize),
    /// A text file.
    File(&'static str),
}

/// A passage and the names that it defines.
struct Passage {
    language: &'static str,
    source: Source,
    start: usize,
    end: usize,
    names: &'static [(usize, usize)],
}

/// What was counted in one language.
#[derive(Default)]
struct Tally {
    marked: usize,
    found: usize,
    right: usize,
}

/// Prints the table, and what is remarked in all contracts.
pub fn report(corpus: &Path) {
    let Ok(lines) = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")) else {
        println!("terms: skipped, cuad/contracts.jsonl is not at hand");
        return;
    };
    let contracts: Vec<String> = lines.lines().map(text_of).collect();
    table("marked first", PASSAGES, corpus, &contracts);
    table("marked last", LATER, corpus, &contracts);
    contracts_at_large(&contracts);
}

/// Prints the figures of some passages.
fn table(title: &str, passages: &[Passage], corpus: &Path, contracts: &[String]) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for passage in passages {
        let read = |file: &str| std::fs::read_to_string(corpus.join(file)).unwrap_or_default();
        let text = match passage.source {
            Source::Line(line) => contracts[line].clone(),
            Source::File(file) => read(file),
        };
        let found = terms(&text, &segment(&plain(&text)).tree);
        count(
            passage,
            &text,
            &found,
            tallies.entry(passage.language).or_default(),
        );
    }
    println!("terms: definitions in {} passages {title}", passages.len());
    println!(
        "{:10} {:>7} {:>6} {:>6} {:>10} {:>7}",
        "language", "marked", "found", "right", "precision", "recall"
    );
    let mut all = Tally::default();
    for (language, tally) in &tallies {
        row(language, tally);
        all.marked += tally.marked;
        all.found += tally.found;
        all.right += tally.right;
    }
    row("all", &all);
}

fn row(language: &str, tally: &Tally) {
    println!(
        "{language:10} {:7} {:6} {:6} {:10.3} {:7.3}",
        tally.marked,
        tally.found,
        tally.right,
        share(tally.right, tally.found),
        share(tally.right, tally.marked),
    );
}

fn count(passage: &Passage, text: &str, found: &Terms, tally: &mut Tally) {
    let scalars = ScalarIndex::new(text);
    let bytes = |start, end| scalars.to_bytes(text, Span::new(start, end));
    let within = bytes(passage.start, passage.end).expect("the passage is in the text");
    let names: Vec<Span> = passage
        .names
        .iter()
        .filter_map(|&(start, end)| bytes(start, end))
        .collect();
    let inside: Vec<Span> = found
        .defined
        .iter()
        .map(|term| term.at)
        .filter(|at| within.covers(*at))
        .collect();
    let plain = |span: Span| fold(span.of(text)).trim_matches([',', '.', ' ']).to_owned();
    let right = |name: &Span| {
        inside
            .iter()
            .any(|at| at.overlaps(*name) && plain(*at) == plain(*name))
    };
    tally.marked += names.len();
    tally.found += inside.len();
    tally.right += names.iter().filter(|name| right(name)).count();
    if std::env::var_os("SHOW_MISSES").is_some() {
        for name in names.iter().filter(|name| !right(name)) {
            println!("  missed: {}", name.of(text));
        }
        for at in inside.iter().filter(|at| {
            !names
                .iter()
                .any(|name| name.overlaps(**at) && plain(*name) == plain(**at))
        }) {
            println!("  not marked: {}", at.of(text));
        }
    }
}

/// How long it takes, and how much is said, in all contracts.
fn contracts_at_large(contracts: &[String]) {
    let (mut time, mut bytes) = (Duration::ZERO, 0);
    let (mut defined, mut uses, mut undefined, mut unused) = (0, 0, 0, 0);
    for text in contracts {
        let tree = segment(&plain(text)).tree;
        let start = Instant::now();
        let found = terms(text, &tree);
        time += start.elapsed();
        bytes += text.len();
        defined += found.defined.len();
        uses += found
            .defined
            .iter()
            .map(|term| term.uses.len())
            .sum::<usize>();
        undefined += found.undefined.len();
        unused += found.unused().count();
    }
    println!(
        "{} contracts: {defined} definitions, {uses} uses; {undefined} expressions without a definition, {unused} definitions without a use",
        contracts.len()
    );
    println!("{bytes} bytes in {time:.2?}");
}

fn text_of(line: &str) -> String {
    let contract: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    contract["text"].as_str().expect("a text").to_owned()
}

#[expect(clippy::cast_precision_loss, reason = "shares for people")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What was marked by reading.
const PASSAGES: &[Passage] = &[
    Passage {
        language: "en",
        source: Source::Line(291),
        start: 0,
        end: 4000,
        names: &[
            (368, 377),
            (473, 487),
            (574, 579),
            (608, 624),
            (712, 717),
            (745, 752),
            (814, 817),
            (893, 901),
            (1046, 1050),
            (1861, 1869),
            (3817, 3830),
        ],
    },
    Passage {
        language: "en",
        source: Source::Line(196),
        start: 0,
        end: 4000,
        names: &[],
    },
    Passage {
        language: "en",
        source: Source::Line(321),
        start: 0,
        end: 4000,
        names: &[
            (130, 139),
            (237, 251),
            (301, 306),
            (499, 512),
            (693, 703),
            (945, 956),
            (1346, 1353),
            (1612, 1617),
            (1640, 1647),
            (1748, 1771),
            (1794, 1819),
            (1968, 1978),
            (2619, 2623),
            (3008, 3018),
            (3794, 3814),
            (3866, 3875),
        ],
    },
    Passage {
        language: "en",
        source: Source::Line(87),
        start: 28_622,
        end: 32_622,
        names: &[(28638, 28663), (32333, 32346)],
    },
    Passage {
        language: "en",
        source: Source::Line(367),
        start: 0,
        end: 4000,
        names: &[
            (91, 103),
            (149, 163),
            (237, 243),
            (312, 321),
            (1130, 1151),
            (2500, 2519),
            (2771, 2795),
            (3193, 3220),
            (3472, 3493),
            (3549, 3567),
            (3633, 3652),
        ],
    },
    Passage {
        language: "en",
        source: Source::Line(323),
        start: 5935,
        end: 9935,
        names: &[],
    },
    Passage {
        language: "en",
        source: Source::Line(204),
        start: 34_623,
        end: 38_623,
        names: &[
            (35185, 35191),
            (35248, 35253),
            (35497, 35502),
            (35508, 35517),
        ],
    },
    Passage {
        language: "en",
        source: Source::Line(354),
        start: 23_070,
        end: 27_070,
        names: &[(26810, 26817), (26921, 26930)],
    },
    Passage {
        language: "en",
        source: Source::Line(144),
        start: 0,
        end: 4000,
        names: &[
            (71, 80),
            (141, 155),
            (291, 299),
            (417, 425),
            (487, 492),
            (515, 522),
            (609, 617),
            (803, 811),
            (1007, 1026),
            (1282, 1285),
            (1396, 1401),
            (1481, 1489),
            (1533, 1541),
            (1742, 1751),
            (2997, 3015),
        ],
    },
    Passage {
        language: "sr-Cyrl",
        source: Source::File("laws-sr/information-security.txt"),
        start: 646,
        end: 4846,
        names: &[
            (719, 752),
            (754, 764),
            (1436, 1456),
            (1663, 1686),
            (2038, 2048),
            (2202, 2215),
            (2358, 2370),
            (2523, 2534),
            (2644, 2656),
            (2801, 2806),
            (2980, 2988),
            (3122, 3139),
            (3383, 3401),
            (3702, 3708),
            (3938, 3952),
            (4254, 4262),
            (4487, 4505),
            (4753, 4806),
        ],
    },
    Passage {
        language: "hr",
        source: Source::File("laws-hr/gdpr-implementation.txt"),
        start: 0,
        end: 2500,
        names: &[(413, 443), (1105, 1124), (1438, 1446)],
    },
    Passage {
        language: "hr",
        source: Source::File("laws-hr/right-of-access-to-information.txt"),
        start: 2120,
        end: 5920,
        names: &[
            (2378, 2447),
            (2469, 2477),
            (2534, 2553),
            (3225, 3236),
            (3506, 3529),
            (3687, 3717),
            (4010, 4025),
            (4366, 4401),
            (4576, 4595),
            (4773, 4830),
            (5044, 5070),
            (5092, 5102),
        ],
    },
    Passage {
        language: "bs",
        source: Source::File(
            "laws-bs/zakon-o-reprezentativnosti-sindikata-i-udruzenja-poslodavaca-fbih.txt",
        ),
        start: 0,
        end: 1800,
        names: &[(286, 296)],
    },
    Passage {
        language: "zh",
        source: Source::File("laws-zh/电信条例(2016-02-06).md"),
        start: 0,
        end: 2600,
        names: &[(226, 228), (758, 764), (797, 803), (2208, 2218)],
    },
    Passage {
        language: "zh",
        source: Source::File("laws-zh/政府采购法(2014-08-31).md"),
        start: 0,
        end: 1800,
        names: &[
            (251, 255),
            (356, 358),
            (403, 405),
            (441, 443),
            (486, 488),
            (1246, 1250),
            (1412, 1419),
            (1469, 1472),
        ],
    },
    Passage {
        language: "en",
        source: Source::File("model-agreements/common-paper-dpa.md"),
        start: 22_975,
        end: 27_021,
        names: &[
            (22986, 23001),
            (23165, 23196),
            (23397, 23407),
            (23576, 23586),
            (23882, 23904),
            (24112, 24115),
            (24354, 24362),
            (24677, 24699),
            (24709, 24712),
            (24810, 24814),
            (24934, 24947),
            (25097, 25107),
            (25117, 25124),
            (25316, 25325),
            (25485, 25491),
            (25636, 25655),
            (26089, 26106),
            (26188, 26195),
            (26308, 26329),
            (26399, 26411),
            (26644, 26651),
            (26823, 26834),
        ],
    },
    Passage {
        language: "de",
        source: Source::File("model-agreements/mozilla/subscription-services-tos.de.md"),
        start: 0,
        end: 17_842,
        names: &[(260, 267), (10794, 10798)],
    },
    Passage {
        language: "fr",
        source: Source::File("model-agreements/mozilla/subscription-services-tos.fr.md"),
        start: 0,
        end: 17_427,
        names: &[(270, 278), (10708, 10712)],
    },
];

/// What was marked after the finder was finished, and not looked at while it was made.
const LATER: &[Passage] = &[
    Passage {
        language: "en",
        source: Source::Line(194),
        start: 3278,
        end: 5778,
        names: &[(3732, 3739)],
    },
    Passage {
        language: "en",
        source: Source::Line(306),
        start: 2929,
        end: 5429,
        names: &[],
    },
    Passage {
        language: "en",
        source: Source::Line(117),
        start: 2035,
        end: 4535,
        names: &[(2955, 2963), (2999, 3002)],
    },
    Passage {
        language: "en",
        source: Source::Line(68),
        start: 6224,
        end: 8724,
        names: &[],
    },
    Passage {
        language: "en",
        source: Source::Line(44),
        start: 32_918,
        end: 35_418,
        names: &[(33366, 33374), (33399, 33409)],
    },
    Passage {
        language: "sr-Cyrl",
        source: Source::File("laws-sr/public-private-partnership-concessions.txt"),
        start: 2058,
        end: 5040,
        names: &[
            (2171, 2207),
            (2630, 2665),
            (2803, 2815),
            (3072, 3114),
            (3333, 3416),
            (3613, 3633),
            (3916, 3941),
            (3959, 3962),
            (4139, 4149),
        ],
    },
    Passage {
        language: "hr",
        source: Source::File("laws-hr/cybersecurity.txt"),
        start: 100_418,
        end: 102_918,
        names: &[],
    },
    Passage {
        language: "zh",
        source: Source::File("laws-zh/数据安全法(2021-06-10).md"),
        start: 0,
        end: 1200,
        names: &[(258, 260), (283, 287), (317, 321)],
    },
];
