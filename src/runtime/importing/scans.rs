//! Pages that are pictures: which languages to recognise them in, and the recognition of all of them
//! side by side.
//!
//! A model of the wrong language gives words that look sure and are wrong. So the document's own
//! language is used when it has one; else the models are tried on a page, and the one whose words are
//! most like its language is kept.

use crate::domain::language::Language;
use crate::formats::import::{RecognisedPage, recognition_score};
use crate::runtime::worker::{
    Cancelled, Candidate, Found, Recognise, Recogniser, Wish, Worker, cores,
};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Under this confidence, in percent, a page is tried in the other languages too.
const UNSURE: u8 = 70;

/// Pages that are looked at to choose a language.
const SAMPLED: usize = 5;

/// A language as tesseract calls it, and the script as its script detection calls it.
struct Model {
    name: &'static str,
    language: Language,
    script: &'static str,
    /// Whether it is tried when nothing is known but the script.
    usual: bool,
}

const fn model(name: &'static str, language: Language, script: &'static str, usual: bool) -> Model {
    Model {
        name,
        language,
        script,
        usual,
    }
}

/// Montenegrin has no model of its own; the Serbian one has all its letters but two.
const MODELS: &[Model] = &[
    model("srp", Language::SerbianCyrillic, "Cyrillic", true),
    model("mkd", Language::Macedonian, "Cyrillic", true),
    model("srp_latn", Language::SerbianLatin, "Latin", true),
    model("sqi", Language::Albanian, "Latin", true),
    model("eng", Language::English, "Latin", true),
    model("bos", Language::Bosnian, "Latin", false),
    model("hrv", Language::Croatian, "Latin", false),
    model("srp_latn", Language::Montenegrin, "Latin", false),
    model("deu", Language::German, "Latin", false),
    model("fra", Language::French, "Latin", false),
    model("ita", Language::Italian, "Latin", false),
    model("chi_sim", Language::Chinese, "Han", true),
];

impl Model {
    fn candidate(&self) -> Candidate {
        Candidate {
            model: self.name.to_owned(),
            language: self.language,
            script: self.script.to_owned(),
        }
    }
}

/// What a document is recognised with.
struct Chosen {
    model: &'static Model,
    /// The models of its script, for pages that it cannot read well.
    alike: Vec<&'static Model>,
    /// The page by which it was chosen, when that was read whole and well.
    read: Option<RecognisedPage>,
}

impl Chosen {
    fn only(model: &'static Model) -> Self {
        Self {
            model,
            alike: vec![model],
            read: None,
        }
    }
}

/// A file with pages that are pictures.
pub struct Scan<'a> {
    /// Starts the children.
    pub worker: &'a Worker,
    /// The recognition program.
    pub recogniser: &'a Recogniser,
    /// The name the file came under.
    pub file_name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// The language of its other pages, when it is known.
    pub language: Language,
    /// The languages of the other agreements in the workspace.
    pub others: &'a [Language],
}

/// What recognition came to.
#[derive(Debug, Default)]
pub struct Recognition {
    /// The pages that were recognised, in order.
    pub pages: Vec<RecognisedPage>,
    /// What the person should know or do, when something is missing.
    pub advice: Option<String>,
}

impl Scan<'_> {
    /// Recognises pages, telling of each as it is finished.
    pub fn recognise(
        &self,
        pages: &[u32],
        on_page: &(dyn Fn(&RecognisedPage) + Sync),
    ) -> Result<Recognition, Cancelled> {
        if pages.is_empty() {
            return Ok(Recognition::default());
        }
        let own = MODELS.iter().find(|model| model.language == self.language);
        let own = own.filter(|own| self.recogniser.knows(own.name));
        let chosen = match own {
            Some(own) => Ok(Chosen::only(own)),
            None => self.chosen(pages)?,
        };
        match chosen {
            Ok(chosen) => Ok(Recognition {
                pages: self.side_by_side(pages, &chosen, on_page)?,
                advice: None,
            }),
            Err(advice) => Ok(Recognition {
                pages: Vec::new(),
                advice: Some(advice),
            }),
        }
    }

    /// The model that suits the first page with words, or what is missing.
    fn chosen(&self, pages: &[u32]) -> Result<Result<Chosen, String>, Cancelled> {
        let mut wanted: Vec<&'static Model> = MODELS
            .iter()
            .filter(|model| model.usual || self.others.contains(&model.language))
            .collect();
        wanted.dedup_by_key(|model| model.name);
        let (known, missing): (Vec<&Model>, Vec<&Model>) = wanted
            .into_iter()
            .partition(|model| self.recogniser.knows(model.name));
        if known.is_empty() {
            return Ok(Err(advice(None, &missing)));
        }
        let tells_scripts = self.recogniser.knows("osd");
        if let [only] = known[..]
            && !tells_scripts
        {
            return Ok(Ok(Chosen::only(only)));
        }
        let mut script: Option<String> = None;
        for &page in pages.iter().take(SAMPLED) {
            let wish = Wish::Choose {
                candidates: known.iter().map(|model| model.candidate()).collect(),
                tells_scripts,
                // Of several pages the first is read beside the others, on another core.
                with_words: pages.len() == 1,
            };
            let Some(Found { choice, words }) = self.ask(page, wish)? else {
                continue;
            };
            let model = choice.model.as_deref();
            if let Some(model) = model.and_then(|name| known.iter().find(|it| it.name == name)) {
                let alike = known.iter().filter(|other| other.script == model.script);
                return Ok(Ok(Chosen {
                    model,
                    alike: alike.copied().collect(),
                    read: words.filter(|page| page.confidence >= UNSURE),
                }));
            }
            script = script.or(choice.script);
            let is_written = |model: &&Model| script.as_deref().is_none_or(|it| it == model.script);
            if !known.iter().any(is_written) {
                let missing: Vec<&Model> = missing.into_iter().filter(is_written).collect();
                return Ok(Err(advice(script.as_deref(), &missing)));
            }
        }
        // Hardly any words: each page is then tried in every language.
        let written = |model: &&Model| script.as_deref().is_none_or(|it| it == model.script);
        let alike: Vec<&Model> = known.into_iter().filter(written).collect();
        Ok(match alike.first() {
            Some(&model) => Ok(Chosen {
                model,
                alike,
                read: None,
            }),
            None => Err(advice(script.as_deref(), &[])),
        })
    }

    fn ask(&self, page: u32, wish: Wish) -> Result<Option<Found>, Cancelled> {
        let job = Recognise {
            program: self.recogniser.program.clone(),
            version: self.recogniser.version.clone(),
            page,
            wish,
        };
        // A page that fails stays unread, and is told as that.
        Ok(self.worker.recognise(self.file_name, self.bytes, job)?.ok())
    }

    fn words(&self, page: u32, model: &Model) -> Result<Option<RecognisedPage>, Cancelled> {
        let model = model.name.to_owned();
        Ok(self
            .ask(page, Wish::Words { model })?
            .and_then(|it| it.words))
    }

    /// A page read in the language that suits it best.
    fn best(&self, page: u32, models: &[&Model]) -> Result<Option<RecognisedPage>, Cancelled> {
        let attempts = thread::scope(|scope| {
            let threads: Vec<_> = models
                .iter()
                .map(|model| scope.spawn(|| self.words(page, model)))
                .collect();
            let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
            joined
                .map(|attempt| attempt.unwrap_or(Ok(None)))
                .collect::<Result<Vec<_>, Cancelled>>()
        })?;
        let scored = attempts
            .into_iter()
            .zip(models)
            .filter_map(|(read, model)| {
                let read = read?;
                Some((recognition_score(&read, model.language), read))
            });
        let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other));
        Ok(best.map(|(_, read)| read))
    }

    /// Many pages in one language, on all cores; in order.
    fn side_by_side(
        &self,
        pages: &[u32],
        chosen: &Chosen,
        on_page: &(dyn Fn(&RecognisedPage) + Sync),
    ) -> Result<Vec<RecognisedPage>, Cancelled> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::new());
        let read = |page: u32| {
            let known = chosen.read.as_ref().filter(|read| read.page == page);
            if let Some(known) = known {
                return Ok(Some(known.clone()));
            }
            let read = self.words(page, chosen.model)?;
            let unsure = read.as_ref().is_some_and(|read| read.confidence < UNSURE);
            if unsure && chosen.alike.len() > 1 {
                return self.best(page, &chosen.alike);
            }
            Ok(read)
        };
        let work = || -> Result<(), Cancelled> {
            while let Some(&page) = pages.get(next.fetch_add(1, Ordering::SeqCst)) {
                if let Some(read) = read(page)? {
                    on_page(&read);
                    if let Ok(mut done) = done.lock() {
                        done.push(read);
                    }
                }
            }
            Ok(())
        };
        thread::scope(|scope| {
            let threads: Vec<_> = (0..cores().min(pages.len()))
                .map(|_| scope.spawn(work))
                .collect();
            threads
                .into_iter()
                .try_for_each(|thread| thread.join().unwrap_or(Ok(())))
        })?;
        let mut done = done.into_inner().unwrap_or_default();
        done.sort_by_key(|page: &RecognisedPage| page.page);
        Ok(done)
    }
}

fn advice(script: Option<&str>, missing: &[&Model]) -> String {
    let written = script.map_or_else(String::new, |script| {
        format!(" It is written in {script} letters.")
    });
    if missing.is_empty() {
        return format!(
            "Text recognition (tesseract) knows none of the languages that fit it.{written}"
        );
    }
    let packages: Vec<String> = missing
        .iter()
        .map(|model| format!("tesseract-ocr-{}", model.name.replace('_', "-")))
        .collect();
    format!(
        "Text recognition (tesseract) has no model for its language.{written} Install {}, and import the file again.",
        packages.join(" or ")
    )
}
