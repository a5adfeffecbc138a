//! Old Word files, turned into DOCX by LibreOffice.
//!
//! It runs with a fresh profile in a throw-away folder: no macros, no links to elsewhere, and a proxy
//! that leads nowhere.
#![expect(
    clippy::disallowed_methods,
    reason = "another program is started, and works on files in a throw-away folder"
)]

use super::programs::first_line;
use crate::formats::import::{Conversion, Converter};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// LibreOffice's settings: nothing is run, nothing is fetched.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"#;

/// LibreOffice as a converter.
#[derive(Debug)]
pub struct Office {
    /// The program.
    pub program: PathBuf,
}

impl Converter for Office {
    fn to_docx(&self, bytes: &[u8], extension: &str) -> Result<Conversion, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let bytes = self
            .convert(folder.path(), bytes, extension)
            .map_err(|error| error.to_string())?
            .ok_or_else(|| "LibreOffice could not read it either".to_owned())?;
        let program = first_line(&self.program, "--version");
        let program = program.unwrap_or_else(|| "LibreOffice".to_owned());
        let words: Vec<&str> = program.split_whitespace().take(2).collect();
        Ok(Conversion {
            bytes,
            program: words.join(" "),
        })
    }
}

impl Office {
    fn convert(
        &self,
        folder: &Path,
        bytes: &[u8],
        extension: &str,
    ) -> std::io::Result<Option<Vec<u8>>> {
        let profile = folder.join("profile");
        fs::create_dir_all(profile.join("user"))?;
        fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS)?;
        let source = folder.join(format!("file.{extension}"));
        fs::write(&source, bytes)?;
        let made = folder.join("made");
        Command::new(&self.program)
            .arg(format!("-env:UserInstallation={}", url(&profile)))
            .args(["--headless", "--norestore", "--nologo", "--convert-to"])
            .arg("docx:MS Word 2007 XML")
            .arg("--outdir")
            .args([&made, &source])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        match fs::read(made.join("file.docx")) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A folder as a `file:` address.
fn url(folder: &Path) -> String {
    let path = folder.display().to_string().replace('\\', "/");
    let escaped: String = path
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("file:///{}", escaped.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_become_addresses() {
        assert_eq!(url(Path::new("/tmp/a b/č")), "file:///tmp/a%20b/%C4%8D");
    }
}
