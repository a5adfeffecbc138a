//! Legacy Word documents: read through a program that knows them, then as what it made of them.
//!
//! Our own reader for what Word 97 to 2003 wrote would show deleted and hidden text as if it stood
//! there; the converted file keeps both apart.

use super::{Aids, PROGRAM, Refused, Source, docx};
use crate::domain::document::{Diagnostic, Document, Format, Severity};

/// How the file is called in sentences.
const WHAT: &str = "a legacy Word document (DOC)";
/// The longest complaint of another program that is passed on.
const LONGEST_COMPLAINT: usize = 200;

/// Reads a legacy Word document with the help of a converter.
pub fn read(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    let program = aids.converter.ok_or(Refused::NeedsProgram { what: WHAT })?;
    let converted = program
        .to_docx(source.bytes, "doc")
        .map_err(|detail| not_converted(&detail))?;
    let inner = Source {
        file_name: source.file_name,
        bytes: &converted.bytes,
    };
    let mut document = docx::read(&inner, aids).map_err(|refused| match refused {
        Refused::Empty | Refused::TooLarge { .. } => refused,
        other => not_converted(&other.to_string()),
    })?;
    document.format = Format::Doc;
    document.reader = format!("{PROGRAM} ({}, zip, quick-xml)", converted.program);
    let message = format!(
        "The legacy Word document was read with the help of {}; automatic numbers are as it converted them.",
        converted.program
    );
    let told = Diagnostic::new(Severity::Info, "converted", message);
    document.diagnostics.insert(0, told);
    Ok(document)
}

fn not_converted(detail: &str) -> Refused {
    let detail: Vec<&str> = detail.split_whitespace().collect();
    let detail: String = detail.join(" ").chars().take(LONGEST_COMPLAINT).collect();
    Refused::NotConverted {
        what: WHAT,
        detail: detail.trim_end_matches('.').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Conversion, Converter};
    use super::*;

    struct Program(Result<Vec<u8>, String>);

    impl Converter for Program {
        fn to_docx(&self, _: &[u8], _: &str) -> Result<Conversion, String> {
            let bytes = self.0.clone()?;
            Ok(Conversion {
                bytes,
                program: "Writer 7.4".to_owned(),
            })
        }
    }

    fn read_with(program: Option<&Program>) -> Result<Document, Refused> {
        let source = Source {
            file_name: "a.doc",
            bytes: b"\xD0\xCF",
        };
        let aids = Aids {
            converter: program.map(|program| program as &dyn Converter),
            ..Aids::default()
        };
        read(&source, &aids)
    }

    #[test]
    fn a_program_is_needed_named_and_may_fail() {
        let refused = read_with(None).unwrap_err();
        assert_eq!(refused.code(), "needs-program");
        assert!(refused.hint().contains("libreoffice-writer"));
        let failing = Program(Err("source file could not be loaded.\n".to_owned()));
        let refused = read_with(Some(&failing)).unwrap_err();
        assert_eq!(refused.code(), "not-converted");
        assert!(
            refused.to_string().ends_with("could not be loaded."),
            "{refused}"
        );
        let wrong = Program(Ok(b"no package".to_vec()));
        assert_eq!(read_with(Some(&wrong)).unwrap_err().code(), "not-converted");
        let body = "<w:p><w:r><w:t>Члан 1.</w:t></w:r></w:p>";
        let good = Program(Ok(docx::fixture::document(body, "", "")));
        let document = read_with(Some(&good)).unwrap();
        assert_eq!(
            (document.format, &*document.text),
            (Format::Doc, "Члан 1.\n")
        );
        assert!(document.reader.contains("Writer 7.4"));
    }
}
