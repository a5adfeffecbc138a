//! Pages that are pictures: which languages to recognise them in, and the recognition of all of them
//! side by side.
//!
//! A model of the wrong language gives words that look sure and are wrong. So the document's own
//! language is used when it has one; else every model of the page's script is tried on the first
//! page, and the one whose words are most like its language is kept.

use crate::domain::language::Language;
use crate::formats::import::{RecognisedPage, recognition_score};
use crate::runtime::worker::{Cancelled, Found, Recognise, Recogniser, Wish, Worker, cores};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Under this confidence, in percent, a page is tried in the other languages too.
const UNSURE: u8 = 70;

/// Words on a strip of a page that are enough to choose a language by.
const ENOUGH_WORDS: usize = 12;
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
        let Some(&first) = pages.first() else {
            return Ok(Recognition::default());
        };
        let models = match self.models(first)? {
            Ok(models) => models,
            Err(advice) => {
                return Ok(Recognition {
                    pages: Vec::new(),
                    advice: Some(advice),
                });
            }
        };
        let Some(chosen) = self.chosen(pages, &models)? else {
            return Ok(Recognition::default());
        };
        let mut done = self.side_by_side(pages, chosen, &models, on_page)?;
        done.sort_by_key(|page| page.page);
        Ok(Recognition {
            pages: done,
            advice: None,
        })
    }

    /// The model whose words on the first page that has some are most like its language.
    fn chosen<'m>(
        &self,
        pages: &[u32],
        models: &[&'m Model],
    ) -> Result<Option<&'m Model>, Cancelled> {
        if let [only] = models {
            return Ok(Some(only));
        }
        for &page in pages.iter().take(SAMPLED) {
            let best = Self::best(models, |model| self.sample(page, model))?;
            if let Some((read, model)) = best
                && read.words.len() >= ENOUGH_WORDS
            {
                return Ok(Some(model));
            }
        }
        // Hardly any words: each page is then tried in every language.
        Ok(models.first().copied())
    }

    /// The models to try, or what is missing.
    fn models(&self, page: u32) -> Result<Result<Vec<&'static Model>, String>, Cancelled> {
        let own = MODELS.iter().find(|model| model.language == self.language);
        if let Some(own) = own.filter(|own| self.recogniser.knows(own.name)) {
            return Ok(Ok(vec![own]));
        }
        let script = self.script(page)?;
        let fits = |model: &&Model| {
            let known = model.usual || self.others.contains(&model.language);
            known
                && script
                    .as_deref()
                    .is_none_or(|script| model.script == script)
        };
        let mut wanted: Vec<&Model> = MODELS.iter().filter(fits).collect();
        wanted.dedup_by_key(|model| model.name);
        let missing: Vec<&str> = wanted
            .iter()
            .filter(|model| !self.recogniser.knows(model.name))
            .map(|model| model.name)
            .collect();
        wanted.retain(|model| self.recogniser.knows(model.name));
        if wanted.is_empty() {
            return Ok(Err(advice(script.as_deref(), &missing)));
        }
        Ok(Ok(wanted))
    }

    /// The script of a page, when script detection is installed and sure.
    fn script(&self, page: u32) -> Result<Option<String>, Cancelled> {
        if !self.recogniser.knows("osd") {
            return Ok(None);
        }
        match self.ask(page, Wish::Script)? {
            Some(Found::Script(script)) => Ok(Some(script)),
            _ => Ok(None),
        }
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

    fn sample(&self, page: u32, model: &Model) -> Result<Option<RecognisedPage>, Cancelled> {
        let language = model.name.to_owned();
        Ok(match self.ask(page, Wish::Sample { language })? {
            Some(Found::Words(page)) => Some(page),
            _ => None,
        })
    }

    fn words(&self, page: u32, model: &Model) -> Result<Option<RecognisedPage>, Cancelled> {
        let language = model.name.to_owned();
        Ok(match self.ask(page, Wish::Words { language })? {
            Some(Found::Words(page)) => Some(page),
            _ => None,
        })
    }

    /// A page read in the language that suits it best.
    fn best<'m>(
        models: &[&'m Model],
        read: impl Fn(&Model) -> Result<Option<RecognisedPage>, Cancelled> + Sync,
    ) -> Result<Option<(RecognisedPage, &'m Model)>, Cancelled> {
        let attempts = thread::scope(|scope| {
            let threads: Vec<_> = models
                .iter()
                .map(|model| scope.spawn(|| read(model)))
                .collect();
            let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
            joined
                .map(|attempt| attempt.unwrap_or(Ok(None)))
                .collect::<Result<Vec<_>, Cancelled>>()
        })?;
        let found = attempts.into_iter().zip(models);
        let found = found.filter_map(|(attempt, model)| Some((attempt?, *model)));
        Ok(found.max_by(|(a, of_a), (b, of_b)| {
            let score = |page, model: &Model| recognition_score(page, model.language);
            score(a, of_a).total_cmp(&score(b, of_b))
        }))
    }

    /// Many pages in one language, on all cores.
    fn side_by_side(
        &self,
        pages: &[u32],
        chosen: &Model,
        models: &[&Model],
        on_page: &(dyn Fn(&RecognisedPage) + Sync),
    ) -> Result<Vec<RecognisedPage>, Cancelled> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::new());
        let work = || -> Result<(), Cancelled> {
            while let Some(&page) = pages.get(next.fetch_add(1, Ordering::SeqCst)) {
                let mut read = self.words(page, chosen)?;
                let unsure = read.as_ref().is_some_and(|read| read.confidence < UNSURE);
                if unsure && models.len() > 1 {
                    read =
                        Self::best(models, |model| self.words(page, model))?.map(|(read, _)| read);
                }
                if let Some(read) = read {
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
        Ok(done.into_inner().unwrap_or_default())
    }
}

fn advice(script: Option<&str>, missing: &[&str]) -> String {
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
        .map(|name| format!("tesseract-ocr-{}", name.replace('_', "-")))
        .collect();
    format!(
        "Text recognition (tesseract) has no model for its language.{written} Install {}, and import the file again.",
        packages.join(" or ")
    )
}
