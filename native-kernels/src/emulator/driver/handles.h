// Handles that are never used twice, so that one of something destroyed is known for what it is.
#pragma once

#include <map>
#include <memory>

#include "abi.h"

namespace emulation {

template <class T> class Handles {
 public:
  // Handles of one kind lie between those of others.
  explicit Handles(Handle first) : next_(first) {}

  Handle add(std::shared_ptr<T> object) {
    Handle handle = next_;
    next_ += 16;
    objects_[handle] = std::move(object);
    return handle;
  }

  std::shared_ptr<T> find(Handle handle) const {
    auto it = objects_.find(handle);
    return it == objects_.end() ? nullptr : it->second;
  }

  std::shared_ptr<T> remove(Handle handle) {
    std::shared_ptr<T> object = find(handle);
    objects_.erase(handle);
    return object;
  }

  template <class F> void removeIf(F gone) {
    std::erase_if(objects_, [&](const auto& entry) { return gone(*entry.second); });
  }

  template <class F> void each(F visit) const {
    for (const auto& [handle, object] : objects_) {
      visit(*object);
    }
  }

  size_t size() const { return objects_.size(); }

 private:
  Handle next_;
  std::map<Handle, std::shared_ptr<T>> objects_;
};

}  // namespace emulation
