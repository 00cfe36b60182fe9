#include "history.h"

#include <algorithm>
#include <utility>

namespace emulation {

namespace {

bool ordered(const ActorPtr& earlier, const ActorPtr& actor, const Clock& clock) {
  return earlier == nullptr || earlier == actor || clock.covers(earlier->stamp);
}

void add(std::vector<Conflict>& conflicts, const ActorPtr& earlier, bool writes, Range range) {
  for (Conflict& known : conflicts) {
    if (known.earlier == earlier && known.earlierWrites == writes) {
      known.range.begin = std::min(known.range.begin, range.begin);
      known.range.end = std::max(known.range.end, range.end);
      return;
    }
  }
  conflicts.push_back({earlier, writes, range});
}

}  // namespace

History::History(uint64_t size, ActorPtr maker) { spans_[0] = {size, std::move(maker), {}}; }

History::Spans::iterator History::splitAt(uint64_t offset) {
  auto next = spans_.lower_bound(offset);
  if (next != spans_.end() && next->first == offset) {
    return next;
  }
  if (next == spans_.begin()) {
    return next;
  }
  auto span = std::prev(next);
  if (span->second.end <= offset) {
    return next;
  }
  Span upper = span->second;
  span->second.end = offset;
  return spans_.emplace_hint(next, offset, std::move(upper));
}

void History::read(Range range, const ActorPtr& actor, const Clock& clock, std::vector<Conflict>& conflicts) {
  splitAt(range.end);
  for (auto it = splitAt(range.begin); it != spans_.end() && it->first < range.end; ++it) {
    Span& span = it->second;
    if (!ordered(span.writer, actor, clock)) {
      add(conflicts, span.writer, true, {it->first, span.end});
    }
    // A reader that comes before this one need not be kept: who comes after this comes after that.
    std::erase_if(span.readers, [&](const ActorPtr& reader) { return ordered(reader, actor, clock); });
    span.readers.push_back(actor);
  }
  mergeAround(range.begin, range.end);
}

void History::write(Range range, const ActorPtr& actor, const Clock& clock, std::vector<Conflict>& conflicts) {
  splitAt(range.end);
  auto first = splitAt(range.begin);
  auto it = first;
  for (; it != spans_.end() && it->first < range.end; ++it) {
    Range part{it->first, it->second.end};
    if (!ordered(it->second.writer, actor, clock)) {
      add(conflicts, it->second.writer, true, part);
    }
    for (const ActorPtr& reader : it->second.readers) {
      if (!ordered(reader, actor, clock)) {
        add(conflicts, reader, false, part);
      }
    }
  }
  it = spans_.erase(first, it);
  spans_.emplace_hint(it, range.begin, Span{range.end, actor, {}});
  mergeAround(range.begin, range.end);
}

void History::mergeAround(uint64_t begin, uint64_t end) {
  auto it = spans_.lower_bound(begin);
  if (it != spans_.begin()) {
    --it;
  }
  while (it != spans_.end() && it->first <= end) {
    auto next = std::next(it);
    if (next == spans_.end()) {
      return;
    }
    if (next->second.writer == it->second.writer && next->second.readers == it->second.readers) {
      it->second.end = next->second.end;
      spans_.erase(next);
    } else {
      it = next;
    }
  }
}

}  // namespace emulation
