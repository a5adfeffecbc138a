use super::{Refused, Source};
use crate::domain::document::Document;
pub fn read(_: &Source<'_>) -> Result<Document, Refused> {
    Err(Refused::Empty)
}
