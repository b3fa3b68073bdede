// The simulated board, and the program around the firmware. When standard input ends it goes on for
// 700 ms and prints whether anything is driven, and the largest voltage that ever was, in microvolts.
#include "Arduino.h"
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <unistd.h>

void setup();
void loop();

SerialPort Serial;
SpiPort SPI;

static uint8_t pins[20];
static double dac[4];  // volts of the word lines before the switches
static double most = 0;
static bool ended = false;
static std::chrono::steady_clock::time_point end_at;

static double ohms(int row, int column) { return 1e4 * (1 + 4 * row + column); }

void digitalWrite(uint8_t pin, uint8_t level) { pins[pin] = level; }
void pinMode(uint8_t, uint8_t) {}

uint16_t SpiPort::transfer16(uint16_t word) {
  int line = (pins[10] == LOW ? 0 : 2) + (word >> 15);
  // Without these bits the converter is off, or has half the range.
  if ((word & 0x3000) != 0x1000) abort();
  dac[line] = (word & 0xFFF) * 1e-3 - 2.048;
  if (pins[8] && std::fabs(dac[line]) > most) most = std::fabs(dac[line]);
  return 0;
}

int analogRead(uint8_t pin) {
  double current = 0;
  for (int row = 0; row < 4 && pins[8]; row++) current += dac[row] / ohms(row, pin - A0);
  double code = std::floor((2.5 - current * 1e5) / 5.0 * 1024);
  return code < 0 ? 0 : code > 1023 ? 1023 : int(code);
}

static uint64_t since() {
  static const auto begun = std::chrono::steady_clock::now();
  return uint64_t(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count());
}
uint32_t micros() { return uint32_t(since()); }
uint32_t millis() { return uint32_t(since() / 1000); }

static int held = -1;

int SerialPort::available() {
  if (held >= 0) return 1;
  pollfd input = {0, POLLIN, 0};
  unsigned char byte;
  if (ended || poll(&input, 1, 0) <= 0) return 0;
  if (::read(0, &byte, 1) == 1) {
    held = byte;
    return 1;
  }
  ended = true;
  end_at = std::chrono::steady_clock::now() + std::chrono::milliseconds(700);
  return 0;
}

int SerialPort::read() {
  int byte = held;
  held = -1;
  return byte;
}

void SerialPort::write(uint8_t byte) {
  if (::write(1, &byte, 1) != 1) _exit(1);
}

int main() {
  setup();
  while (!ended || std::chrono::steady_clock::now() < end_at) {
    loop();
    if (held < 0 && !ended) {
      pollfd input = {0, POLLIN, 0};
      poll(&input, 1, 1);
    }
  }
  std::fprintf(stderr, "%d %ld\n", pins[8], std::lround(most * 1e6));
}
