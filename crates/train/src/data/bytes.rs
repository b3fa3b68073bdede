//! Bytes as they lie in a file, unpacked where they are packed.

use super::DataError;
use memrilab_device::read::{Problem, gunzip};
use std::borrow::Cow;

/// What is read of one file, unpacked: no public set of this kind is half as large.
pub(super) const MOST_BYTES: usize = 512 << 20;

/// The bytes themselves, or what a gzip file holds.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, DataError> {
    let too_many = |got: usize| DataError::TooMany {
        what: "bytes of the file, unpacked",
        limit: MOST_BYTES,
        got: got as u64,
    };
    if bytes.starts_with(b"\x1f\x8b") {
        return match gunzip(bytes, MOST_BYTES) {
            Ok(out) => Ok(Cow::Owned(out)),
            Err(Problem::TooLarge { .. }) => Err(too_many(MOST_BYTES + 1)),
            Err(_) => Err(DataError::Damaged),
        };
    }
    if bytes.len() > MOST_BYTES {
        return Err(too_many(bytes.len()));
    }
    Ok(Cow::Borrowed(bytes))
}
