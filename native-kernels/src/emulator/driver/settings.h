// What is emulated, from the environment: ANABRANCH_EMULATOR="devices=2,memory=1G,lazy=1".
#pragma once

#include <cstdint>
#include <string>

namespace emulation {

struct Settings {
  int devices = 1;
  uint64_t memory = uint64_t{8} << 30;
  int multiprocessors = 4;
  int capabilityMajor = 9;
  int capabilityMinor = 0;
  int driver = 12060;
  bool lazy = false;      // work starts when the host waits for it, or when a bound is reached
  int lazyItems = 512;    // a stream with more items than this starts
  int lazyMillis = 50;    // an item older than this starts
  uint64_t seed = 1;      // of the order of threads
  bool launchNull = false;  // cuLaunchKernel only returns
  int init = 0;           // what cuInit returns
  bool peers = true;      // whether devices can reach each other's memory

  // Throws std::invalid_argument that names a word it does not know.
  static Settings parse(const std::string& text);

  void set(const std::string& name, const std::string& value);
};

}  // namespace emulation
