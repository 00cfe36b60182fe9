// Who touched memory: an item of a stream, as reports name it.
#pragma once

#include <memory>
#include <string>

#include "clock.h"

namespace emulation {

struct Actor {
  Stamp stamp;
  std::string what;    // "kernel add_f32"
  std::string stream;  // "stream 3"

  std::string text() const { return what + " on " + stream; }
};

using ActorPtr = std::shared_ptr<const Actor>;

}  // namespace emulation
