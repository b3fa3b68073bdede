//! Random words in blocks, and what is made of one word.

/// Words are drawn, and numbers made, in blocks of this many.
///
/// The first numbers of a long fill are those of a short one; a generator stands at a
/// whole block after either.
pub const BLOCK: usize = 64;

/// Uniform on (0, 1] from the upper 31 bits of a word: `(floor(k/2) + 1/2) 2^-31`.
///
/// The smallest value is `2^-32`, so that its logarithm is finite; rounding to `f32`
/// makes 1 the largest.
///
/// ```
/// use memrilab_analog::bulk::unit_f32;
/// assert_eq!(unit_f32(0), 1.0 / 4_294_967_296.0);
/// assert_eq!(unit_f32(u32::MAX), 1.0);
/// ```
#[inline(always)]
#[must_use]
pub fn unit_f32(word: u32) -> f32 {
    // Signed, because that is the conversion processors have for several at a time.
    let whole = (word >> 1) as i32 as f32;
    (whole + 0.5) * (1.0 / 2_147_483_648.0)
}

/// Fills `out` block by block; `make` turns a block of words into a block of numbers.
pub(crate) fn fill_with(
    rng: &mut impl rand::Rng,
    out: &mut [f32],
    make: impl Fn(&[u32; BLOCK], &mut [f32; BLOCK]),
) {
    let mut bytes = [0; 4 * BLOCK];
    let mut words = [0; BLOCK];
    let mut numbers = [0.0; BLOCK];
    let mut draw = |words: &mut [u32; BLOCK]| {
        rng.fill_bytes(&mut bytes);
        for (word, four) in words.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*four);
        }
    };
    let (blocks, rest) = out.as_chunks_mut::<BLOCK>();
    for block in blocks {
        draw(&mut words);
        make(&words, block);
    }
    if !rest.is_empty() {
        draw(&mut words);
        make(&words, &mut numbers);
        rest.copy_from_slice(&numbers[..rest.len()]);
    }
}
