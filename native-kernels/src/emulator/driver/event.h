// A mark in a stream.
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "stream.h"

namespace emulation {

// Where an event was last recorded.
struct Recording {
  StreamPtr stream;
  uint64_t count;  // the item that is the mark
  Clock clock;
  std::shared_ptr<std::atomic<double>> millis;  // when it was passed

  bool isDone() const { return stream->isDone(count); }
};

struct Event {
  int number;
  int device;
  unsigned flags;
  std::optional<Recording> recording;
};

using EventPtr = std::shared_ptr<Event>;

}  // namespace emulation
