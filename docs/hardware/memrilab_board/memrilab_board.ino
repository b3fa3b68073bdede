// Reference firmware for an Arduino-class board that drives a small crossbar. Read docs/HARDWARE.md first.
//
// Word lines: MCP4822 converters on SPI, two lines each, behind an amplifier that moves 0..4.096 V to
// -2.048..+2.048 V. Bit lines: transimpedance amplifiers, which hold them at 0 V, on analogue inputs.
// ENABLE_PIN closes the switches between converters and array. It needs a resistor of 10 kilohm to
// ground: whenever the processor is not in charge - at reset, while it starts, without power - the
// switches are open and the array is dead.
//
// This sketch was compiled and run against a simulated board; it was not tried on a real one.

#include <SPI.h>
#include "memrilab_protocol.h"
#ifdef __AVR__
#include <avr/wdt.h>
#endif

// --- wiring

const uint8_t ENABLE_PIN = 8;
struct WordLine { uint8_t select_pin, channel; };
const WordLine WORD_LINES[] = {{10, 0}, {10, 1}, {9, 0}, {9, 1}};
const uint8_t BIT_LINES[] = {A0, A1, A2, A3};
const uint8_t ROWS = sizeof WORD_LINES / sizeof WORD_LINES[0];
const uint8_t COLUMNS = sizeof BIT_LINES / sizeof BIT_LINES[0];

// --- scales

const int32_t DAC_STEP_UV = 1000;            // of the line, for one step of the converter
const int32_t DAC_ZERO = 2048;               // the code of 0 V
const int64_t ADC_FULL_UV = 5000000;         // the reference of the analogue inputs
const int64_t ADC_STEPS = 1024;
const int64_t ADC_ZERO_UV = 2500000;         // the output of an amplifier without current
const int64_t FEEDBACK_OHMS = 100000;        // V = zero - I R
const uint8_t SAMPLES = 8;
const uint32_t MEASURE_US = 1000;            // SAMPLES conversions, with a margin

// --- what this board can do at most, whatever a host says
//                                rows  columns  read    least     most     width    compliance  ramp
const memrilab::Limits LIMITS = {ROWS, COLUMNS, 500000, -2000000, 2000000, 100000, 24000000LL, 1000};

class Pins : public memrilab::Array {
 public:
  void put(uint8_t row, int32_t microvolts) override {
    int32_t code = DAC_ZERO + microvolts / DAC_STEP_UV;
    code = code < 0 ? 0 : code > 4095 ? 4095 : code;
    const WordLine line = WORD_LINES[row];
    // Channel, gain of 2, active, 12 bits.
    uint16_t word = uint16_t(line.channel << 15 | 0x1000 | code);
    digitalWrite(line.select_pin, LOW);
    SPI.transfer16(word);
    digitalWrite(line.select_pin, HIGH);
  }

  void release() override {
    digitalWrite(ENABLE_PIN, LOW);
    for (uint8_t row = 0; row < ROWS; row++) put(row, 0);
  }

  void connect() override {
    for (uint8_t row = 0; row < ROWS; row++) put(row, 0);
    digitalWrite(ENABLE_PIN, HIGH);
  }

  int64_t measure(uint8_t column) override {
    int64_t sum = 0;
    for (uint8_t sample = 0; sample < SAMPLES; sample++) sum += analogRead(BIT_LINES[column]);
    // The middle of a step.
    int64_t microvolts = (2 * sum + SAMPLES) * ADC_FULL_UV / (2 * SAMPLES * ADC_STEPS);
    // Microvolts by ohms are microamperes, by a million picoamperes.
    return (ADC_ZERO_UV - microvolts) * 1000000 / FEEDBACK_OHMS;
  }

  uint32_t measure_us() override { return MEASURE_US; }
  uint32_t now_us() override { return micros(); }
  uint32_t now_ms() override { return millis(); }
  bool available() override { return Serial.available() > 0; }
  char read() override { return char(Serial.read()); }
  void write(char byte) override { Serial.write(uint8_t(byte)); }

  void alive() override {
#ifdef __AVR__
    wdt_reset();
#endif
  }
};

Pins pins;
memrilab::Board board(pins, LIMITS, "arduino-1");

void setup() {
  digitalWrite(ENABLE_PIN, LOW);
  pinMode(ENABLE_PIN, OUTPUT);
  for (uint8_t row = 0; row < ROWS; row++) {
    digitalWrite(WORD_LINES[row].select_pin, HIGH);
    pinMode(WORD_LINES[row].select_pin, OUTPUT);
  }
  SPI.begin();
  Serial.begin(115200);
  board.begin();
#ifdef __AVR__
  // A processor that hangs is reset, and its reset opens the switches.
  wdt_enable(WDTO_500MS);
#endif
}

void loop() { board.poll(); }
