// The board's side of the memrilab line protocol, version 1. docs/HARDWARE.md is the specification.
//
// Plain C++11 without a heap, so that it runs on an Arduino-class board and in a test on a computer.
// The board is blocking: while it drives the array it looks for bytes, and any byte is a stop.

#ifndef MEMRILAB_PROTOCOL_H
#define MEMRILAB_PROTOCOL_H

#include <stdint.h>
#include <string.h>

namespace memrilab {

const uint16_t VERSION = 1;
const uint16_t LONGEST_LINE = 512;
const uint16_t DEAD_MAN_MS = 500;
const uint8_t MOST_LINES = 32;
const uint32_t READ_US = 1000;
const uint32_t LONGEST_US = 400000;  // a pulse, the reading after it and their ramps

// Microvolts, microseconds, picoamperes, volts per second.
struct Limits {
  int64_t rows, columns, read, least, most, width, compliance, ramp;
};

// What the sketch provides: wires, converters, a clock and a port.
class Array {
 public:
  virtual void put(uint8_t row, int32_t microvolts) = 0;  // a voltage on a word line, at once
  virtual void release() = 0;                              // everything to 0 V and disconnected, at once
  virtual void connect() = 0;                              // ready to drive, at 0 V
  virtual int64_t measure(uint8_t column) = 0;             // picoamperes into a bit line, held at 0 V
  virtual uint32_t measure_us() = 0;                       // how long that takes at most
  virtual uint32_t now_us() = 0;
  virtual uint32_t now_ms() = 0;
  virtual bool available() = 0;                            // a byte has come
  virtual char read() = 0;
  virtual void write(char byte) = 0;
  virtual void alive() = 0;                                // feeds the hardware's own watchdog
};

inline uint16_t crc16(uint16_t crc, uint8_t byte) {
  crc ^= uint16_t(byte) << 8;
  for (uint8_t bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? uint16_t(crc << 1) ^ 0x1021 : uint16_t(crc << 1);
  return crc;
}

// A whole number in its one spelling; false for anything else.
inline bool number(const char* word, int64_t least, int64_t most, int64_t* value) {
  bool negative = *word == '-';
  const char* digits = word + negative;
  if (*digits == 0 || (*digits == '0' && (digits[1] != 0 || negative)) || strlen(digits) > 17) return false;
  int64_t sum = 0;
  for (; *digits; digits++) {
    if (*digits < '0' || *digits > '9') return false;
    sum = 10 * sum + (*digits - '0');
  }
  *value = negative ? -sum : sum;
  return least <= *value && *value <= most;
}

class Board {
 public:
  Board(Array& array, const Limits& own, const char* name) : array_(array), own_(own), name_(name) {}

  // To be called once, as the first thing: nothing is driven.
  void begin() { safe(); }

  // To be called all the time.
  void poll() {
    array_.alive();
    while (array_.available()) take(array_.read());
    if (armed_ && array_.now_ms() - heard_ >= DEAD_MAN_MS) safe();
  }

  bool armed() const { return armed_; }

 private:
  static const uint8_t MOST_WORDS = MOST_LINES + 1;
  static const int64_t MOST_NUMBER = 2147483647;

  Array& array_;
  const Limits own_;
  const char* const name_;
  Limits limits_;
  bool limited_ = false, armed_ = false, skipping_ = false;
  bool greeted_ = false;     // a sequence has begun, and nothing has broken it
  uint16_t sequence_ = 0;    // of the last line
  uint32_t heard_ = 0;
  char line_[LONGEST_LINE];
  uint16_t length_ = 0;
  char* words_[MOST_WORDS];
  uint8_t count_ = 0;
  uint16_t crc_ = 0;

  void safe() {
    array_.release();
    armed_ = false;
  }

  // --- lines that come

  void take(char byte) {
    if (byte != '\n') {
      if (skipping_) return;
      if (length_ + 1 < LONGEST_LINE) {
        line_[length_++] = byte;
        return;
      }
      length_ = 0;
      skipping_ = true;
      error(0, "line");
      return;
    }
    uint16_t length = length_;
    length_ = 0;
    if (skipping_) {
      skipping_ = false;
      return;
    }
    if (length && line_[length - 1] == '\r') length--;
    if (!length) return;
    line_[length] = 0;
    int64_t sequence;
    if (frame(length, &sequence)) obey(uint16_t(sequence));
    else error(0, "line");
  }

  // Splits `>SEQUENCE WORDS*CRC`; false for anything else.
  bool frame(uint16_t length, int64_t* sequence) {
    if (length < 9 || line_[0] != '>' || line_[length - 5] != '*') return false;
    uint16_t crc = 0xFFFF, said = 0;
    for (uint16_t at = 0; at < length - 5; at++) crc = crc16(crc, uint8_t(line_[at]));
    for (uint16_t at = length - 4; at < length; at++) {
      char digit = line_[at];
      if (digit >= '0' && digit <= '9') said = uint16_t(said << 4 | (digit - '0'));
      else if (digit >= 'A' && digit <= 'F') said = uint16_t(said << 4 | (digit - 'A' + 10));
      else return false;
    }
    if (crc != said) return false;
    line_[length - 5] = 0;
    char* at = line_ + 1;
    count_ = 0;
    char* first = at;
    bool more = true;
    while (more) {
      char* end = at;
      for (; *end && *end != ' '; end++) {
        char c = *end;
        bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
        if (!word) return false;
      }
      more = *end == ' ';
      if (end == at) return false;
      *end = 0;
      // The first word is the sequence number; one word too many is counted, not kept.
      if (at != first) {
        if (count_ < MOST_WORDS) words_[count_] = at;
        if (count_ <= MOST_WORDS) count_++;
      }
      at = end + 1;
    }
    return count_ > 0 && number(first, 0, 65535, sequence);
  }

  bool is(const char* name) const { return strcmp(words_[0], name) == 0; }

  void obey(uint16_t sequence) {
    static const char* const NAMES[] = {"HELLO", "LIMITS", "ARM", "DISARM", "PING", "READ", "PULSE", "VMM", "STOP"};
    static const int8_t WORDS[] = {2, 9, 1, 1, 1, 4, 6, -1, 1};
    uint8_t which = 0;
    while (which < 9 && !is(NAMES[which])) which++;
    if (which == 9) return error(sequence, "command");
    bool counted = WORDS[which] < 0 ? count_ >= 2 && count_ <= MOST_WORDS : count_ == WORDS[which];
    int64_t values[MOST_LINES];
    for (uint8_t at = 1; counted && at < count_; at++) {
      // Compliance alone is larger than 32 bits.
      int64_t most = which == 1 && at == 7 ? 100000000000LL : MOST_NUMBER;
      counted = number(words_[at], -MOST_NUMBER, most, &values[at - 1]);
    }
    if (!counted) return error(sequence, "argument");
    if (is("STOP")) {
      safe();
      greeted_ = false;
      return done(sequence);
    }
    if (is("HELLO")) return hello(sequence, values[0]);
    if (!greeted_ || sequence != sequence_ % 65535 + 1) return error(sequence, "sequence");
    sequence_ = sequence;
    heard_ = array_.now_ms();
    if (is("LIMITS")) return limit(sequence, values);
    if (is("PING")) {
      begin_reply(sequence, "OK");
      say(armed_ ? 1 : 0);
      return end_reply();
    }
    if (is("DISARM")) {
      safe();
      return done(sequence);
    }
    if (!limited_) return error(sequence, "limit");
    if (is("ARM")) {
      armed_ = true;
      return done(sequence);
    }
    if (is("PULSE")) return pulse(sequence, values);
    if (is("READ")) return read(sequence, values);
    product(sequence, values);
  }

  // --- commands

  void hello(uint16_t sequence, int64_t version) {
    if (version != VERSION) return error(sequence, "version");
    safe();
    limited_ = false;
    greeted_ = true;
    sequence_ = sequence;
    begin_reply(sequence, "OK");
    say(VERSION);
    const int64_t own[] = {own_.rows, own_.columns, own_.read, own_.least, own_.most, own_.width, own_.compliance, own_.ramp};
    for (uint8_t at = 0; at < 8; at++) say(own[at]);
    say(DEAD_MAN_MS);
    word(name_);
    end_reply();
  }

  void limit(uint16_t sequence, const int64_t* v) {
    bool within = 1 <= v[0] && v[0] <= own_.rows && 1 <= v[1] && v[1] <= own_.columns && 1 <= v[2] && v[2] <= own_.read &&
                  own_.least <= v[3] && v[3] <= 0 && 1 <= v[4] && v[4] <= own_.most && v[2] <= v[4] && 1 <= v[5] && v[5] <= own_.width &&
                  1 <= v[6] && v[6] <= own_.compliance && 1 <= v[7] && v[7] <= own_.ramp;
    int64_t tallest = -v[3] > v[4] ? -v[3] : v[4];
    if (!within || v[5] + READ_US + 2 * (tallest + v[2]) / v[7] > LONGEST_US) return error(sequence, "limit");
    Limits given = {v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]};
    limits_ = given;
    limited_ = true;
    done(sequence);
  }

  bool readable(int64_t microvolts) const {
    return -limits_.read <= microvolts && microvolts <= limits_.read && limits_.least <= microvolts;
  }

  bool placed(const int64_t* v) const { return 0 <= v[0] && v[0] < limits_.rows && 0 <= v[1] && v[1] < limits_.columns; }

  void read(uint16_t sequence, const int64_t* v) {
    if (!placed(v) || !readable(v[2])) return error(sequence, "limit");
    int64_t current;
    bool hit = false;
    if (!drive(uint8_t(v[0]), uint8_t(v[1]), v[2], READ_US, &current, &hit)) return error(sequence, "busy");
    begin_reply(sequence, "OK");
    say(current);
    say(hit);
    end_reply();
  }

  void pulse(uint16_t sequence, const int64_t* v) {
    if (!armed_) return error(sequence, "disarmed");
    bool within = placed(v) && limits_.least <= v[2] && v[2] <= limits_.most && array_.measure_us() <= v[3] && v[3] <= limits_.width;
    if (!within || !readable(v[4])) return error(sequence, "limit");
    int64_t top, after;
    bool hit = false;
    if (!drive(uint8_t(v[0]), uint8_t(v[1]), v[2], uint32_t(v[3]), &top, &hit) ||
        !drive(uint8_t(v[0]), uint8_t(v[1]), v[4], READ_US, &after, &hit)) {
      return error(sequence, "busy");
    }
    begin_reply(sequence, "OK");
    say(top);
    say(after);
    say(hit);
    end_reply();
  }

  void product(uint16_t sequence, const int64_t* v) {
    uint8_t rows = count_ - 1;
    int64_t tallest = 0;
    bool within = rows == limits_.rows;
    for (uint8_t row = 0; row < rows; row++) {
      within = within && readable(v[row]);
      int64_t size = v[row] < 0 ? -v[row] : v[row];
      tallest = size > tallest ? size : tallest;
    }
    if (!within) return error(sequence, "limit");
    uint32_t ramp = uint32_t(tallest / limits_.ramp);
    int64_t currents[MOST_LINES];
    bool hit = false;
    array_.connect();
    bool whole = slope(v, rows, ramp, true) && wait(READ_US);
    for (uint8_t column = 0; whole && column < limits_.columns; column++) currents[column] = clipped(array_.measure(column), &hit);
    whole = whole && slope(v, rows, ramp, false);
    array_.release();
    if (!whole) return error(sequence, "busy");
    begin_reply(sequence, "OK");
    for (uint8_t column = 0; column < limits_.columns; column++) say(currents[column]);
    say(hit);
    end_reply();
  }

  // --- driving; each gives up, with everything at 0 V, when a byte comes

  // A trapezium on one word line. The current is measured at the end of its top; at compliance the
  // top ends at once.
  bool drive(uint8_t row, uint8_t column, int64_t microvolts, uint32_t hold, int64_t* current, bool* hit) {
    int64_t volts[MOST_LINES] = {0};
    volts[row] = microvolts;
    uint32_t ramp = uint32_t((microvolts < 0 ? -microvolts : microvolts) / limits_.ramp);
    uint8_t rows = row + 1;
    array_.connect();
    bool whole = slope(volts, rows, ramp, true);
    uint32_t begun = array_.now_us();
    bool over = false;
    *current = 0;
    while (whole && !over) {
      *current = clipped(array_.measure(column), &over);
      array_.alive();
      // Another conversion would outlast the top.
      if (array_.now_us() - begun + array_.measure_us() > hold) break;
      whole = !array_.available();
    }
    *hit = *hit || over;
    if (whole && !over) {
      uint32_t gone = array_.now_us() - begun;
      whole = gone >= hold || wait(hold - gone);
      whole = whole && slope(volts, rows, ramp, false);
    }
    array_.release();
    return whole;
  }

  bool slope(const int64_t* volts, uint8_t rows, uint32_t ramp, bool up) {
    uint32_t begun = array_.now_us();
    for (;;) {
      if (array_.available()) return false;
      array_.alive();
      uint32_t gone = array_.now_us() - begun;
      bool over = gone >= ramp;
      int64_t share = up ? gone : int64_t(ramp) - gone;
      for (uint8_t row = 0; row < rows; row++) {
        if (volts[row]) array_.put(row, int32_t(over ? (up ? volts[row] : 0) : volts[row] * share / ramp));
      }
      if (over) return true;
    }
  }

  bool wait(uint32_t us) {
    uint32_t begun = array_.now_us();
    while (array_.now_us() - begun < us) {
      if (array_.available()) return false;
      array_.alive();
    }
    return true;
  }

  int64_t clipped(int64_t current, bool* hit) const {
    int64_t most = limits_.compliance;
    if (-most < current && current < most) return current;
    *hit = true;
    return current < 0 ? -most : most;
  }

  // --- replies

  void emit(char byte) {
    crc_ = crc16(crc_, uint8_t(byte));
    array_.write(byte);
  }

  void word(const char* text) {
    emit(' ');
    while (*text) emit(*text++);
  }

  void say(int64_t value) {
    char digits[22];
    uint8_t at = sizeof digits;
    digits[--at] = 0;
    uint64_t rest = value < 0 ? uint64_t(-value) : uint64_t(value);
    do digits[--at] = char('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) digits[--at] = '-';
    word(digits + at);
  }

  void begin_reply(uint16_t sequence, const char* kind) {
    crc_ = 0xFFFF;
    emit('<');
    char digits[6];
    uint8_t at = sizeof digits;
    digits[--at] = 0;
    do digits[--at] = char('0' + sequence % 10);
    while (sequence /= 10);
    for (; digits[at]; at++) emit(digits[at]);
    word(kind);
  }

  void end_reply() {
    uint16_t crc = crc_;
    array_.write('*');
    for (int8_t shift = 12; shift >= 0; shift -= 4) array_.write("0123456789ABCDEF"[crc >> shift & 15]);
    array_.write('\n');
  }

  void done(uint16_t sequence) {
    begin_reply(sequence, "OK");
    end_reply();
  }

  // Whatever is wrong, the board goes safe and waits for a hello.
  void error(uint16_t sequence, const char* why) {
    safe();
    greeted_ = false;
    begin_reply(sequence, "ERR");
    word(why);
    end_reply();
  }
};

}  // namespace memrilab

#endif
