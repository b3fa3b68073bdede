//! What must come out the same natively and in a browser, bit for bit.
//!
//! [`cases`] gives lines of `name = bits`: numbers as the sixteen hexadecimal digits of
//! their IEEE form, texts as they are. `cargo xtask test` runs it natively and in wasm
//! under Node and compares the two line by line. The benchmark of `cargo xtask bench`
//! runs through the same module.

mod analog;
mod analysis;
mod fabrication;
mod numbers;

#[cfg(target_arch = "wasm32")]
pub mod browser;

/// The lines of one run.
#[derive(Debug, Default)]
pub struct Lines(Vec<String>);

impl Lines {
    fn number(&mut self, name: &str, value: f64) {
        self.0.push(format!("{name} = {:016x}", value.to_bits()));
    }

    fn some(&mut self, name: &str, value: Option<f64>) {
        match value {
            Some(value) => self.number(name, value),
            None => self.0.push(format!("{name} = none")),
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        self.0.push(format!("{name} = {text:?}"));
    }

    /// All bits of many numbers in one: FNV-1a over their bytes.
    fn all(&mut self, name: &str, values: impl IntoIterator<Item = f64>) {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in values.into_iter().flat_map(|v| v.to_bits().to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.0.push(format!("{name} = hash {hash:016x}"));
    }
}

/// Runs every case.
#[must_use]
pub fn cases() -> String {
    let mut lines = Lines::default();
    numbers::cases(&mut lines);
    analog::cases(&mut lines);
    analysis::cases(&mut lines);
    fabrication::cases(&mut lines);
    lines.0.join("\n")
}
