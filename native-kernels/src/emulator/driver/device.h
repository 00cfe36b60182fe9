// An emulated device: its memory's accounts, its one context, what it has failed with.
#pragma once

#include <cstdint>
#include <set>

#include "abi.h"
#include "stream.h"

namespace emulation {

// The stream-ordered pool of a device, in bytes.
struct PoolAccount {
  uint64_t used = 0;
  uint64_t usedHigh = 0;
  uint64_t reserved = 0;
  uint64_t reservedHigh = 0;
  uint64_t threshold = 0;
  int reuse[3] = {1, 1, 1};
  std::set<int> readers;  // other devices that may reach it
};

class Device {
 public:
  Device(int number, uint64_t memory) : number_(number), memory_(memory) {}

  int number() const { return number_; }
  uint64_t memory() const { return memory_; }
  uint64_t free() const { return memory_ - plain_ - pool.reserved; }

  // Takes bytes from the pool, or for good; false if there are not so many.
  bool takePooled(uint64_t bytes);
  void returnPooled(uint64_t bytes) { pool.used -= bytes; }
  bool takePlain(uint64_t bytes);
  void returnPlain(uint64_t bytes) { plain_ -= bytes; }

  // What a synchronisation does: the pool keeps no more than its threshold.
  void settle() { trim(pool.threshold); }
  void trim(uint64_t keep);

  // What every call returns since something went wrong; 0 while all is well.
  CUresult failure() const { return failure_; }
  bool isLost() const { return lost_; }
  void fail(CUresult code) { failure_ = failure_ == 0 ? code : failure_; }
  void lose(CUresult code) {
    failure_ = code;
    lost_ = true;
  }
  void recover() {
    failure_ = 0;
    lost_ = false;
  }

  PoolAccount pool;
  Handle context = 0;    // 0: none
  int contextUsers = 0;
  Handle poolHandle = 0;
  StreamPtr nullStream;
  std::set<int> peers;   // whose memory its context may reach

 private:
  const int number_;
  const uint64_t memory_;
  uint64_t plain_ = 0;
  CUresult failure_ = 0;
  bool lost_ = false;
};

}  // namespace emulation
