// Philox4x32-10 and what anabranch.op.Philox draws by it.
#pragma once

struct Words {
  uint32_t at[4];
};

OUTLINE Words philox(uint64_t key, uint64_t counter) {
  uint32_t c0 = static_cast<uint32_t>(counter);
  uint32_t c1 = static_cast<uint32_t>(counter >> 32);
  uint32_t c2 = 0;
  uint32_t c3 = 0;
  uint32_t k0 = static_cast<uint32_t>(key);
  uint32_t k1 = static_cast<uint32_t>(key >> 32);
  for (int round = 0; round < 10; round++) {
    uint32_t high0 = mulHigh(0xD2511F53u, c0);
    uint32_t low0 = 0xD2511F53u * c0;
    uint32_t high1 = mulHigh(0xCD9E8D57u, c2);
    uint32_t low1 = 0xCD9E8D57u * c2;
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return Words{{c0, c1, c2, c3}};
}

// In [0, 1), of the word's upper `digits` bits.
DEVICE double uniformOf(uint32_t word, int digits) {
  return static_cast<double>(word >> (32 - digits)) * (1.0 / static_cast<double>(1u << digits));
}

// Standard normal, by Box and Muller.
OUTLINE double normalOf(uint32_t word0, uint32_t word1) {
  double u = (static_cast<double>(word0) + 1) * (1.0 / 4294967296.0);
  double angle = 2 * 3.141592653589793 * (static_cast<double>(word1) * (1.0 / 4294967296.0));
  return sqrt(-2 * log(u)) * cos(angle);
}

// The upper 64 bits of the product of high:low with range.
DEVICE uint64_t belowOf(uint32_t high, uint32_t low, uint64_t range) {
  uint64_t rangeLow = range & 0xffffffffu;
  uint64_t rangeHigh = range >> 32;
  uint64_t middle = high * rangeLow + (low * rangeLow >> 32);
  uint64_t other = low * rangeHigh + (middle & 0xffffffffu);
  return high * rangeHigh + (middle >> 32) + (other >> 32);
}
