// Who last wrote each byte of an allocation and who has read it since.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "actor.h"

namespace emulation {

struct Range {
  uint64_t begin;
  uint64_t end;
};

// Two accesses of which one writes and which nothing orders.
struct Conflict {
  ActorPtr earlier;
  bool earlierWrites;
  Range range;
};

class History {
 public:
  // The bytes [0, size), made by `maker`: whoever touches them must come after it.
  History(uint64_t size, ActorPtr maker);

  // Notes an access by `actor`, whose clock is `clock`; yields the conflicts with those before.
  void read(Range range, const ActorPtr& actor, const Clock& clock, std::vector<Conflict>& conflicts);
  void write(Range range, const ActorPtr& actor, const Clock& clock, std::vector<Conflict>& conflicts);

 private:
  struct Span {
    uint64_t end;
    ActorPtr writer;
    std::vector<ActorPtr> readers;
  };
  using Spans = std::map<uint64_t, Span>;

  Spans::iterator splitAt(uint64_t offset);
  void mergeAround(uint64_t begin, uint64_t end);

  Spans spans_;
};

}  // namespace emulation
