// One piece of work in a stream.
#pragma once

#include <chrono>
#include <string>

#include "abi.h"
#include "actor.h"

namespace emulation {

class Item {
 public:
  virtual ~Item() = default;

  // "kernel", "copy", "record": the first word of its line in the log.
  virtual std::string kind() const = 0;

  // What gates and delays call it: the kernel's name, or the kind.
  virtual std::string name() const { return kind(); }

  // As reports name it.
  virtual std::string what() const { return kind(); }

  // The end of its line in the log.
  virtual std::string details() const { return ""; }

  // On the stream's thread, no lock held.
  virtual void run() = 0;

  // Set by the stream when it is enqueued.
  ActorPtr actor;
  Clock clock;
  CUresult failure = 0;  // what it fails with instead of running
  std::chrono::steady_clock::time_point enqueued;
};

}  // namespace emulation
