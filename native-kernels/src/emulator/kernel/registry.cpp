// All kernels that were compiled in, by name.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include "entry.h"

namespace emulation {

namespace {

std::unordered_map<std::string, const Entry*>& entries() {
  static auto* all = new std::unordered_map<std::string, const Entry*>;
  return *all;
}

}  // namespace

Registration::Registration(const Entry* entry) {
  if (!entries().emplace(entry->name, entry).second) {
    std::fprintf(stderr, "CUDA emulator: two kernels are called %s\n", entry->name);
    std::abort();
  }
}

const Entry* findKernel(const char* name) {
  auto known = entries().find(name);
  return known == entries().end() ? nullptr : known->second;
}

}  // namespace emulation
