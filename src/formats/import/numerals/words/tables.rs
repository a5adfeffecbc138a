//! Number words of languages that put hundreds, tens and ones one after the other and mark an
//! ordinal on the last of them.

/// The number words of a language up to 999.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Between hundreds, tens and ones.
    joint: &'static str,
    /// Before ordinals.
    article: &'static str,
    /// Cardinals and ordinals of one to nineteen.
    ones: [(&'static str, &'static str); 19],
    /// Those of twenty to ninety.
    tens: [(&'static str, &'static str); 8],
    /// Those of one hundred to nine hundred.
    hundreds: [(&'static str, &'static str); 9],
    /// Whether the joint stands between the last two words only.
    last_joint_only: bool,
}

impl Table {
    /// A number in words; nothing beyond what the table knows.
    pub fn write(&self, number: u32, ordinal: bool) -> Option<String> {
        if !(1..1000).contains(&number) {
            return None;
        }
        let index = number as usize;
        let (hundreds, rest) = (index / 100, index % 100);
        let mut parts = Vec::new();
        if hundreds > 0 {
            parts.push(self.hundreds[hundreds - 1]);
        }
        if rest >= 20 {
            parts.push(self.tens[rest / 10 - 2]);
        }
        let ones = if rest < 20 { rest } else { rest % 10 };
        if ones > 0 {
            parts.push(self.ones[ones - 1]);
        }
        let last = parts.len().saturating_sub(1);
        let mut text = if ordinal { self.article } else { "" }.to_owned();
        for (position, (cardinal, own)) in parts.iter().enumerate() {
            if position > 0 {
                let plain = self.last_joint_only && position < last;
                text.push_str(if plain { " " } else { self.joint });
            }
            text.push_str(if ordinal && position == last {
                own
            } else {
                cardinal
            });
        }
        Some(text)
    }
}

/// Russian.
pub const RUSSIAN: Table = Table {
    joint: " ",
    article: "",
    last_joint_only: false,
    ones: [
        ("один", "первый"),
        ("два", "второй"),
        ("три", "третий"),
        ("четыре", "четвёртый"),
        ("пять", "пятый"),
        ("шесть", "шестой"),
        ("семь", "седьмой"),
        ("восемь", "восьмой"),
        ("девять", "девятый"),
        ("десять", "десятый"),
        ("одиннадцать", "одиннадцатый"),
        ("двенадцать", "двенадцатый"),
        ("тринадцать", "тринадцатый"),
        ("четырнадцать", "четырнадцатый"),
        ("пятнадцать", "пятнадцатый"),
        ("шестнадцать", "шестнадцатый"),
        ("семнадцать", "семнадцатый"),
        ("восемнадцать", "восемнадцатый"),
        ("девятнадцать", "девятнадцатый"),
    ],
    tens: [
        ("двадцать", "двадцатый"),
        ("тридцать", "тридцатый"),
        ("сорок", "сороковой"),
        ("пятьдесят", "пятидесятый"),
        ("шестьдесят", "шестидесятый"),
        ("семьдесят", "семидесятый"),
        ("восемьдесят", "восьмидесятый"),
        ("девяносто", "девяностый"),
    ],
    hundreds: [
        ("сто", "сотый"),
        ("двести", "двухсотый"),
        ("триста", "трёхсотый"),
        ("четыреста", "четырёхсотый"),
        ("пятьсот", "пятисотый"),
        ("шестьсот", "шестисотый"),
        ("семьсот", "семисотый"),
        ("восемьсот", "восьмисотый"),
        ("девятьсот", "девятисотый"),
    ],
};

/// Serbian in Cyrillic; the Latin script is derived from it.
pub const SERBIAN: Table = Table {
    joint: " ",
    article: "",
    last_joint_only: false,
    ones: [
        ("један", "први"),
        ("два", "други"),
        ("три", "трећи"),
        ("четири", "четврти"),
        ("пет", "пети"),
        ("шест", "шести"),
        ("седам", "седми"),
        ("осам", "осми"),
        ("девет", "девети"),
        ("десет", "десети"),
        ("једанаест", "једанаести"),
        ("дванаест", "дванаести"),
        ("тринаест", "тринаести"),
        ("четрнаест", "четрнаести"),
        ("петнаест", "петнаести"),
        ("шеснаест", "шеснаести"),
        ("седамнаест", "седамнаести"),
        ("осамнаест", "осамнаести"),
        ("деветнаест", "деветнаести"),
    ],
    tens: [
        ("двадесет", "двадесети"),
        ("тридесет", "тридесети"),
        ("четрдесет", "четрдесети"),
        ("педесет", "педесети"),
        ("шездесет", "шездесети"),
        ("седамдесет", "седамдесети"),
        ("осамдесет", "осамдесети"),
        ("деведесет", "деведесети"),
    ],
    hundreds: [
        ("сто", "стоти"),
        ("двеста", "двестоти"),
        ("триста", "тристоти"),
        ("четиристо", "четиристоти"),
        ("петсто", "петстоти"),
        ("шестсто", "шестстоти"),
        ("седамсто", "седамстоти"),
        ("осамсто", "осамстоти"),
        ("деветсто", "деветстоти"),
    ],
};

/// Macedonian.
pub const MACEDONIAN: Table = Table {
    joint: " и ",
    article: "",
    last_joint_only: true,
    ones: [
        ("еден", "прв"),
        ("два", "втор"),
        ("три", "трет"),
        ("четири", "четврт"),
        ("пет", "петти"),
        ("шест", "шести"),
        ("седум", "седми"),
        ("осум", "осми"),
        ("девет", "деветти"),
        ("десет", "десетти"),
        ("единаесет", "единаесетти"),
        ("дванаесет", "дванаесетти"),
        ("тринаесет", "тринаесетти"),
        ("четиринаесет", "четиринаесетти"),
        ("петнаесет", "петнаесетти"),
        ("шеснаесет", "шеснаесетти"),
        ("седумнаесет", "седумнаесетти"),
        ("осумнаесет", "осумнаесетти"),
        ("деветнаесет", "деветнаесетти"),
    ],
    tens: [
        ("дваесет", "дваесетти"),
        ("триесет", "триесетти"),
        ("четириесет", "четириесетти"),
        ("педесет", "педесетти"),
        ("шеесет", "шеесетти"),
        ("седумдесет", "седумдесетти"),
        ("осумдесет", "осумдесетти"),
        ("деведесет", "деведесетти"),
    ],
    hundreds: [
        ("сто", "стоти"),
        ("двесте", "двестоти"),
        ("триста", "тристоти"),
        ("четиристотини", "четиристоти"),
        ("петстотини", "петстоти"),
        ("шестотини", "шестоти"),
        ("седумстотини", "седумстоти"),
        ("осумстотини", "осумстоти"),
        ("деветстотини", "деветстоти"),
    ],
};

/// Albanian.
pub const ALBANIAN: Table = Table {
    joint: " e ",
    article: "i ",
    last_joint_only: false,
    ones: [
        ("një", "pari"),
        ("dy", "dyti"),
        ("tre", "treti"),
        ("katër", "katërti"),
        ("pesë", "pesti"),
        ("gjashtë", "gjashti"),
        ("shtatë", "shtati"),
        ("tetë", "teti"),
        ("nëntë", "nënti"),
        ("dhjetë", "dhjeti"),
        ("njëmbëdhjetë", "njëmbëdhjeti"),
        ("dymbëdhjetë", "dymbëdhjeti"),
        ("trembëdhjetë", "trembëdhjeti"),
        ("katërmbëdhjetë", "katërmbëdhjeti"),
        ("pesëmbëdhjetë", "pesëmbëdhjeti"),
        ("gjashtëmbëdhjetë", "gjashtëmbëdhjeti"),
        ("shtatëmbëdhjetë", "shtatëmbëdhjeti"),
        ("tetëmbëdhjetë", "tetëmbëdhjeti"),
        ("nëntëmbëdhjetë", "nëntëmbëdhjeti"),
    ],
    tens: [
        ("njëzet", "njëzetti"),
        ("tridhjetë", "tridhjeti"),
        ("dyzet", "dyzetti"),
        ("pesëdhjetë", "pesëdhjeti"),
        ("gjashtëdhjetë", "gjashtëdhjeti"),
        ("shtatëdhjetë", "shtatëdhjeti"),
        ("tetëdhjetë", "tetëdhjeti"),
        ("nëntëdhjetë", "nëntëdhjeti"),
    ],
    hundreds: [
        ("njëqind", "njëqindti"),
        ("dyqind", "dyqindti"),
        ("treqind", "treqindti"),
        ("katërqind", "katërqindti"),
        ("pesëqind", "pesëqindti"),
        ("gjashtëqind", "gjashtëqindti"),
        ("shtatëqind", "shtatëqindti"),
        ("tetëqind", "tetëqindti"),
        ("nëntëqind", "nëntëqindti"),
    ],
};
