#include "allocation.h"

#include <cstring>
#include <utility>

#include "address_space.h"
#include "reports.h"

namespace emulation {

Allocation::Allocation(uint64_t id, Home home, int device, uint64_t base, uint64_t size, ActorPtr maker,
                       AddressSpace* space)
    : id_(id), home_(home), device_(device), base_(base), size_(size), maker_(maker), space_(space),
      written_(size / 8 + 8, home == Home::HOST ? 0xff : 0), history_(size, std::move(maker)) {}

Allocation::~Allocation() {
  if (space_ != nullptr) {
    space_->release(base_);
  }
}

std::string Allocation::text() const {
  const char* kind = home_ == Home::HOST ? "host allocation " : "allocation ";
  return kind + std::to_string(id_) + " (" + std::to_string(size_) + " bytes, " +
         (maker_ ? "allocated on " + maker_->stream : std::string("allocated by the host")) + ")";
}

void Allocation::mark(Range range) {
  uint64_t i = range.begin;
  for (; i < range.end && i % 8 != 0; i++) {
    written_[i / 8] |= 1u << (i % 8);
  }
  const uint64_t whole = i < range.end ? (range.end - i) / 8 : 0;
  std::memset(written_.data() + i / 8, 0xff, whole);
  for (i += 8 * whole; i < range.end; i++) {
    written_[i / 8] |= 1u << (i % 8);
  }
}

bool Allocation::hasUnwritten(Range range) const {
  std::lock_guard lock(mutex_);
  for (uint64_t i = range.begin; i < range.end; i++) {
    if (i % 8 == 0 && i + 8 <= range.end && written_[i / 8] == 0xff) {
      i += 7;
    } else if ((written_[i / 8] >> (i % 8) & 1) == 0) {
      return true;
    }
  }
  return false;
}

void Allocation::touched(const std::vector<Range>& reads, const std::vector<Range>& writes, const ActorPtr& actor,
                         const Clock& clock) {
  std::vector<Conflict> whenRead;
  std::vector<Conflict> whenWritten;
  bool afterEnd = false;
  {
    std::lock_guard lock(mutex_);
    afterEnd = ended_;
    writes_ += writes.empty() ? 0 : 1;
    for (size_t i = 0; i < reads.size() && !afterEnd; i++) {
      history_.read(reads[i], actor, clock, whenRead);
    }
    for (size_t i = 0; i < writes.size() && !afterEnd; i++) {
      history_.write(writes[i], actor, clock, whenWritten);
      mark(writes[i]);
    }
  }
  report(whenRead, actor, "reads");
  report(whenWritten, actor, "writes");
  if (afterEnd && !(reads.empty() && writes.empty())) {
    reports().add("unordered free: " + actor->text() + " touches " + text() + ", which " + freer()->text() +
                  " frees; no event, wait or synchronisation puts it before that");
  }
}

void Allocation::scribbled(Range range, const ActorPtr& actor, const Clock& clock) {
  std::vector<Conflict> conflicts;
  {
    std::lock_guard lock(mutex_);
    history_.write(range, actor, clock, conflicts);
  }
  report(conflicts, actor, "works in");
}

void Allocation::report(const std::vector<Conflict>& conflicts, const ActorPtr& actor, const char* verb) const {
  for (const Conflict& conflict : conflicts) {
    const bool made = conflict.earlier == maker_;
    reports().add("unordered: " + actor->text() + " " + verb + " bytes " + std::to_string(conflict.range.begin) +
                  " to " + std::to_string(conflict.range.end) + " of " + text() + ", which " +
                  conflict.earlier->text() + (made ? " makes" : conflict.earlierWrites ? " writes" : " reads") +
                  "; no event, wait or synchronisation orders the two");
  }
}

uint64_t Allocation::writes() const {
  std::lock_guard lock(mutex_);
  return writes_;
}

ActorPtr Allocation::freer() const {
  std::lock_guard lock(mutex_);
  return freer_;
}

void Allocation::freedBy(ActorPtr freer) {
  std::lock_guard lock(mutex_);
  freer_ = std::move(freer);
}

void Allocation::ended(const ActorPtr& freer, const Clock& clock) {
  std::vector<Conflict> conflicts;
  {
    std::lock_guard lock(mutex_);
    history_.write({0, size_}, freer, clock, conflicts);
    ended_ = true;
  }
  report(conflicts, freer, "frees");
}

}  // namespace emulation
