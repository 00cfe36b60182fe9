// One allocation of device memory or of memory of the host that a device can reach.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "history.h"

namespace emulation {

enum class Home { POOL, DEVICE, HOST };

class AddressSpace;

class Allocation {
 public:
  // `space` is where the bytes go back to, null if they are not ours (registered memory of the host).
  Allocation(uint64_t id, Home home, int device, uint64_t base, uint64_t size, ActorPtr maker, AddressSpace* space);
  ~Allocation();
  Allocation(const Allocation&) = delete;
  Allocation& operator=(const Allocation&) = delete;

  uint64_t id() const { return id_; }
  Home home() const { return home_; }
  int device() const { return device_; }
  uint64_t base() const { return base_; }
  uint64_t size() const { return size_; }
  uint64_t end() const { return base_ + size_; }
  const uint8_t* written() const { return written_.data(); }

  // "allocation 7 (4096 bytes, allocated on stream 1)"
  std::string text() const;

  // Notes what an item did, marks what it wrote as written and reports what nothing orders.
  void touched(const std::vector<Range>& reads, const std::vector<Range>& writes, const ActorPtr& actor,
               const Clock& clock);

  // Notes that an item uses a range as it likes and leaves nothing there for others.
  void scribbled(Range range, const ActorPtr& actor, const Clock& clock);

  // How many items have written to it.
  uint64_t writes() const;

  // Whether something in [begin, end) was never written.
  bool hasUnwritten(Range range) const;

  // The item that frees it has been enqueued; null before.
  ActorPtr freer() const;
  void freedBy(ActorPtr freer);

  // The item that frees it runs: whoever touched it before has to be ordered before it.
  void ended(const ActorPtr& freer, const Clock& clock);

 private:
  void mark(Range range);
  void report(const std::vector<Conflict>& conflicts, const ActorPtr& actor, const char* verb) const;

  const uint64_t id_;
  const Home home_;
  const int device_;
  const uint64_t base_;
  const uint64_t size_;
  const ActorPtr maker_;
  AddressSpace* const space_;
  mutable std::mutex mutex_;
  std::vector<uint8_t> written_;  // one bit for each byte
  History history_;
  ActorPtr freer_;
  bool ended_ = false;
  uint64_t writes_ = 0;
};

using AllocationPtr = std::shared_ptr<Allocation>;

}  // namespace emulation
