//! Files as instruments and people write them, in; measurements and a report, out.
