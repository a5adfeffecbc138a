//! A file's objects as the engine reads them, with one thing mended that it does not know.
//!
//! Some producers write a name, `/Identity-H`, where the letter map of a font belongs, and number the
//! signs of the font by their letters. The engine takes a font without a map for unreadable; here such
//! a font is given the map that the name stands for. Where a font numbers its signs in its own order
//! (its `CIDToGIDMap` is not a table), the codes are no letters, and the name says nothing.

use pdfboss_core::{Document, Name, ObjRef, Object, ObjectSource, Result, Stream};

/// Every code stands for the letter with its number.
const CODES_ARE_LETTERS: &[u8] = b"1 begincodespacerange <0000> <FFFF> endcodespacerange \
    1 beginbfrange <0000> <FFFF> <0000> endbfrange";

/// An open file whose fonts have the letter maps that they name.
pub struct Mended<'a>(pub &'a Document);

impl ObjectSource for Mended<'_> {
    fn get(&self, reference: ObjRef) -> Result<Object> {
        Ok(self.mended(self.0.get(reference)?))
    }

    fn stream_data(&self, stream: &Stream) -> Result<Vec<u8>> {
        self.0.stream_data(stream)
    }

    fn resolve(&self, object: &Object) -> Result<Object> {
        Ok(self.mended(self.0.resolve(object)?))
    }
}

impl Mended<'_> {
    fn mended(&self, object: Object) -> Object {
        let Object::Dict(mut font) = object else {
            return object;
        };
        let named = font.get_name("ToUnicode");
        let identity = named.is_some_and(|map| map.0.starts_with("Identity"));
        if identity && self.has_codes_of_letters(font.get("DescendantFonts")) {
            let map = Stream {
                dict: pdfboss_core::Dict::new(),
                data: CODES_ARE_LETTERS.to_vec(),
            };
            font.insert(Name("ToUnicode".to_owned()), Object::Stream(map));
        }
        Object::Dict(font)
    }

    /// Whether the font has a table from its codes to its signs, so that they are not the same.
    fn has_codes_of_letters(&self, descendants: Option<&Object>) -> bool {
        let resolved = |object: &Object| self.0.resolve(object).ok();
        let descendants = descendants.and_then(resolved);
        let first = descendants.as_ref().and_then(Object::as_array);
        let font = first.and_then(|fonts| resolved(fonts.first()?));
        let font = font.as_ref().and_then(Object::as_dict);
        let map = font.and_then(|font| resolved(font.get("CIDToGIDMap")?));
        map.is_some_and(|map| matches!(map, Object::Stream(_)))
    }
}
