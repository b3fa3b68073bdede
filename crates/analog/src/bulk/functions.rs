//! Logarithm, exponential, cosine and sine of one `f32`, ready to be inlined in a loop.

/// `ln x` for a positive normal `x`; at most 2 units in the last place off.
///
/// `x = 2^e m` with `m` in `[sqrt 1/2, sqrt 2)`, then Cephes' polynomial of degree 9 in
/// `m - 1`. Other arguments give a meaningless finite number.
///
/// ```
/// use memrilab_analog::bulk::ln_f32;
/// assert_eq!(ln_f32(1.0), 0.0);
/// assert_eq!(ln_f32(0.5), -std::f32::consts::LN_2);
/// ```
#[inline(always)]
#[must_use]
pub fn ln_f32(x: f32) -> f32 {
    const SQRT_HALF: u32 = 0x3f35_04f3;
    let bits = x.to_bits();
    let exponent = (bits.wrapping_sub(SQRT_HALF) as i32) >> 23;
    let m = f32::from_bits(bits.wrapping_sub((exponent as u32) << 23)) - 1.0;
    let e = exponent as f32;
    let z = m * m;
    let p = 7.037_683_6e-2;
    let p = p * m - 1.151_461e-1;
    let p = p * m + 1.167_699_9e-1;
    let p = p * m - 1.242_014_1e-1;
    let p = p * m + 1.424_932_3e-1;
    let p = p * m - 1.666_805_8e-1;
    let p = p * m + 2.000_071_5e-1;
    let p = p * m - 2.499_999_4e-1;
    let p = p * m + 3.333_333e-1;
    // ln 2 in two parts: its first 9 bits times e are exact.
    let small = p * (m * z) + e * -2.121_944_4e-4 - 0.5 * z;
    (m + small) + e * 0.693_359_4
}

/// `exp x`, at most 2 units in the last place off for `-87 <= x <= 88`.
///
/// Arguments are first brought into that range (and `NaN` to its upper end), so that the
/// result is always finite and never 0.
///
/// ```
/// use memrilab_analog::bulk::exp_f32;
/// assert_eq!(exp_f32(0.0), 1.0);
/// assert_eq!(exp_f32(-1e9), exp_f32(-87.0));
/// assert!(exp_f32(f32::NAN).is_finite());
/// ```
#[inline(always)]
#[must_use]
pub fn exp_f32(x: f32) -> f32 {
    // Adding it rounds to a whole number, which then stands in the last bits.
    const ROUND: f32 = 12_582_912.0;
    let x = if x < 88.0 { x } else { 88.0 };
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_2e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 5.0e-1;
    let y = (p * (r * r) + r) + 1.0;
    let power = shifted
        .to_bits()
        .wrapping_sub(ROUND.to_bits())
        .wrapping_add(127)
        << 23;
    y * f32::from_bits(power)
}

/// Cosine and sine of a uniform angle: the whole circle as 2^32 steps, in an order that
/// suits the computation. Each is at most 1.1e-7 off.
///
/// The lower 30 bits are an angle in `[-pi/4, pi/4)`; the upper two swap cosine and sine
/// and change both signs, which takes that quarter to the other three.
///
/// ```
/// assert_eq!(memrilab_analog::bulk::cos_sin_turn(0), (1.0, 0.0));
/// ```
#[inline(always)]
#[must_use]
pub fn cos_sin_turn(word: u32) -> (f32, f32) {
    const STEP: f32 = std::f32::consts::FRAC_PI_2 / 4_294_967_296.0;
    let a = (word << 2) as i32 as f32 * STEP;
    let z = a * a;
    let s = -1.951_529_6e-4;
    let s = s * z + 8.332_161e-3;
    let s = s * z - 1.666_665_5e-1;
    let sin = s * (z * a) + a;
    let c = 2.443_315_7e-5;
    let c = c * z - 1.388_731_6e-3;
    let c = c * z + 4.166_664_6e-2;
    let cos = (c * (z * z) - 0.5 * z) + 1.0;
    // All ones where the word's second bit is set.
    let swap = (((word << 1) as i32) >> 31) as u32;
    let sign = word & 0x8000_0000;
    let (c, s) = (cos.to_bits(), sin.to_bits());
    let differ = (c ^ s) & swap;
    (
        f32::from_bits(c ^ differ ^ sign),
        f32::from_bits(s ^ differ ^ sign),
    )
}
