//! How much some letters look like words of a language we read.
//!
//! Each letter beyond ASCII counts by how common it is in our languages; what no text has counts
//! against. Letters in the wrong company count against too: capitals after small letters, two
//! scripts in one word, signs inside words.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Chinese characters that make up most of any contract.
const COMMON_HAN: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面\
    而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日\
    那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料\
    象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门\
    即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离\
    华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严甲乙双款合同协议条款责履违赔偿权利义务签订附件";

/// How much a text looks like one; for a right one about two for each letter.
pub fn score(text: &str) -> f64 {
    text.split_whitespace().map(word).sum()
}

fn word(word: &str) -> f64 {
    let letters: Vec<char> = word.chars().collect();
    let latin = |c: &char| c.is_ascii_alphabetic() || matches!(*c, 'À'..='ž');
    let mixed = letters.iter().any(latin) && letters.iter().any(|c| is_cyrillic(*c));
    let mut sum = 0.0;
    for (index, &letter) in letters.iter().enumerate() {
        if letter.is_ascii() {
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        sum += worth(letter);
        // A capital is rarer than its small letter, but not where all are capitals.
        if letter.is_uppercase() {
            sum -= if after.is_some_and(|c| c.is_lowercase()) {
                1.2
            } else {
                0.3
            };
        }
        if letter.is_uppercase() && before.is_some_and(|before| before.is_lowercase()) {
            sum -= 3.0;
        }
        if mixed && letter.is_alphabetic() {
            sum -= 3.0;
        }
        let inside =
            before.is_some_and(|c| c.is_alphabetic()) && after.is_some_and(|c| c.is_alphabetic());
        let leads = after.is_some_and(|c| c.is_alphabetic()) && before.is_none();
        if leads && matches!(letter, '—' | '–' | '…' | '”' | '’' | '»' | '•') {
            sum -= 2.0;
        }
        if inside && !letter.is_alphanumeric() && !matches!(letter, '’' | '\u{ad}' | '–') {
            sum -= 3.0;
        }
    }
    sum
}

/// What letters and signs are worth that honest texts have, small letters standing for capitals.
const WORTH: [(&str, f64); 11] = [
    ("аеионтрсčćšžđ", 3.0),
    ("вдукмплјëç", 2.5),
    ("ќ", 2.2),
    ("збгшчцжхћђљњфöäüßé", 2.0),
    ("ѓ", 1.8),
    ("èàêîôùûòìœ", 1.5),
    ("йыяьюџѕ", 1.0),
    ("„“”–—’‘…«»§°€№•☐", 1.0),
    ("áíóúñőűłąęśżńěřůý", 0.5),
    ("\u{a0}©®™½\u{ad}", 0.5),
    // Full-width punctuation stands in Chinese texts.
    ("，。、；：（）《》“”", 4.0),
];

/// What one character beyond ASCII is worth by itself.
fn worth(letter: char) -> f64 {
    static HAN: LazyLock<HashSet<char>> = LazyLock::new(|| COMMON_HAN.chars().collect());
    let small = letter.to_lowercase().next().unwrap_or(letter);
    if let Some((_, worth)) = WORTH.iter().find(|(letters, _)| letters.contains(small)) {
        return *worth;
    }
    match small {
        '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER | '\u{e000}'..='\u{f8ff}' => -8.0,
        '\u{3400}'..='\u{9fff}' if HAN.contains(&small) => 5.0,
        '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ff5e}' => -0.5,
        other if other.is_alphabetic() => -1.0,
        _ => -3.0,
    }
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{45f}')
}
