// As much of Arduino as the reference firmware needs, with a simulated board behind it: four
// converters, four amplifiers, switches and 16 resistors. Bytes come from standard input.
#pragma once
#include <cstdint>

#define LOW 0
#define HIGH 1
#define OUTPUT 1
const uint8_t A0 = 14, A1 = 15, A2 = 16, A3 = 17;

void digitalWrite(uint8_t pin, uint8_t level);
void pinMode(uint8_t pin, uint8_t mode);
int analogRead(uint8_t pin);
uint32_t micros();
uint32_t millis();

struct SerialPort {
  void begin(long) {}
  int available();
  int read();
  void write(uint8_t byte);
};
extern SerialPort Serial;

struct SpiPort {
  void begin() {}
  uint16_t transfer16(uint16_t word);
};
extern SpiPort SPI;
