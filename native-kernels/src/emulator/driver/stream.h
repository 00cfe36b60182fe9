// A queue of work and the thread that does it.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "item.h"

namespace emulation {

class Device;
struct Driver;

// Everything here is guarded by the driver's lock, which callers hold.
class Stream : public std::enable_shared_from_this<Stream> {
 public:
  Stream(Driver& driver, Device& device, int number, uint32_t slot, uint64_t count, unsigned flags, int priority);

  int number() const { return number_; }
  std::string text() const;
  Device& device() const { return device_; }
  unsigned flags() const { return flags_; }
  int priority() const { return priority_; }
  uint32_t slot() const { return slot_; }
  const Clock& clock() const { return clock_; }

  // How many items were enqueued and how many are done.
  uint64_t count() const { return count_; }
  uint64_t completed() const { return completed_; }
  bool isDone(uint64_t count) const { return completed_ >= count; }

  // Orders what comes next after whatever has this clock.
  void join(const Clock& clock) { clock_.join(clock); }

  // The actor that the next item would be; it is done when that item is.
  ActorPtr next(std::string what) const;

  void enqueue(std::unique_ptr<Item> item);

  // Waits until `count` items are done; this makes lazy work start.
  void await(std::unique_lock<std::mutex>& lock, uint64_t count);

  // No more work will come; what is queued is still done.
  void close();
  bool isClosed() const { return closed_; }

 private:
  void work();
  bool mayStart() const;
  void execute(Item& item);

  Driver& driver_;
  Device& device_;
  const int number_;
  const uint32_t slot_;
  const unsigned flags_;
  const int priority_;
  Clock clock_;
  uint64_t count_;
  uint64_t completed_;
  uint64_t demanded_ = 0;
  bool started_ = false;
  bool closed_ = false;
  std::deque<std::unique_ptr<Item>> queue_;
  std::condition_variable arrived_;
  std::condition_variable done_;
};

using StreamPtr = std::shared_ptr<Stream>;

}  // namespace emulation
