//! The native side of the comparison: prints the lines.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{}", memrilab_parity::cases())
}
