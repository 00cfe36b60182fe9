// Modules and their functions: kernels of an image that are also compiled in.
#pragma once

#include <string>
#include <vector>

#include "../kernel/entry.h"
#include "abi.h"

namespace emulation {

struct Module {
  int device;
  std::vector<std::string> kernels;
};

struct Function {
  int device;
  Handle module;
  const Entry* entry;
};

// What a device and a driver make of an image.
struct ImageTarget {
  int capability;  // 90 for 9.0
  int driver;      // 12060
};

// Fills `kernels` with the names in an image: PTX text, or a cubin.
CUresult readImage(const void* image, ImageTarget target, std::vector<std::string>& kernels, std::string& problem);

}  // namespace emulation
