//! The checksum of a line.

/// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, no reflection, no final exclusive or.
///
/// It finds every burst of errors of up to 16 bits, and misses 1 of 65,536 others.
///
/// ```
/// assert_eq!(memrilab_hardware::line::crc16(b"123456789"), 0x29B1);
/// ```
#[must_use]
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| match crc & 0x8000 {
            0 => crc << 1,
            _ => (crc << 1) ^ 0x1021,
        })
    })
}
