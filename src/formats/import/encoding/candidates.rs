//! The encodings that bytes may be in, and which of them makes the most of some bytes.

use super::{likeness, old};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_5, KOI8_R, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, X_MAC_CYRILLIC,
};

/// The most bytes that a guess is built on.
const SAMPLE: usize = 24 * 1024;
/// What the detector's vote is worth, beside at most three for each letter.
const VOTE: f64 = 0.001;

/// The fewest letters beyond ASCII that can speak against a claim.
const FEWEST: usize = 8;
/// How much more each of them must be worth.
const FAR: f64 = 1.0;

/// An encoding that may be the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// One that browsers know.
    Known(&'static Encoding),
    /// Code page 852.
    Cp852,
    /// Code page 855.
    Cp855,
}

/// In the order of preference: of two that read the same letters the first is taken.
const CANDIDATES: [Candidate; 12] = [
    Candidate::Known(WINDOWS_1250),
    Candidate::Known(WINDOWS_1251),
    Candidate::Known(WINDOWS_1252),
    Candidate::Known(ISO_8859_2),
    Candidate::Known(ISO_8859_5),
    Candidate::Known(GB18030),
    Candidate::Known(BIG5),
    Candidate::Known(X_MAC_CYRILLIC),
    Candidate::Known(KOI8_R),
    Candidate::Known(IBM866),
    Candidate::Cp852,
    Candidate::Cp855,
];

impl Candidate {
    /// What it is called in sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::Cp852 => "code page 852",
            Self::Cp855 => "code page 855",
        }
    }

    /// The bytes in this encoding.
    pub fn read(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) => {
                let (text, _) = encoding.decode_without_bom_handling(bytes);
                text.into_owned()
            }
            Self::Cp852 => old::cp852(bytes),
            Self::Cp855 => old::cp855(bytes),
        }
    }
}

/// The encoding in which bytes look most like text in one of our languages.
pub fn best(bytes: &[u8]) -> Candidate {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let vote = Candidate::Known(detector.guess(None, Utf8Detection::Deny));
    let sample = sample(bytes);
    let upper = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let mut best: Option<(f64, Candidate)> = None;
    for candidate in CANDIDATES.into_iter().chain([vote]) {
        #[expect(clippy::cast_precision_loss, reason = "a share of a small sample")]
        let score = likeness::score(&candidate.read(&sample)) / upper.max(1) as f64;
        let score = if candidate == vote {
            score + VOTE
        } else {
            score
        };
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, candidate));
        }
    }
    best.map_or(vote, |(_, candidate)| candidate)
}

/// An encoding that makes far more of some bytes than the one they are said to be in; nothing when
/// they are too few to say.
pub fn far_better(bytes: &[u8], claimed: &'static Encoding) -> Option<Candidate> {
    let sample = sample(bytes);
    let upper = sample.iter().filter(|byte| !byte.is_ascii()).count();
    if upper < FEWEST {
        return None;
    }
    let best = best(bytes);
    let worth = |candidate: Candidate| likeness::score(&candidate.read(&sample));
    #[expect(clippy::cast_precision_loss, reason = "the length of a small sample")]
    let margin = (worth(best) - worth(Candidate::Known(claimed))) / upper as f64;
    (margin > FAR).then_some(best)
}

/// The words that tell encodings apart: those with bytes beyond ASCII.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for word in bytes.split(u8::is_ascii_whitespace) {
        if !word.is_ascii() {
            sample.extend_from_slice(word);
            sample.push(b' ');
        }
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}
