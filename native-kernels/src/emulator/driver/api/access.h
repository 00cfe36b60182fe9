// What a call's addresses belong to.
#pragma once

#include <string>

#include "../../kernel/launch.h"
#include "../items/copy_item.h"
#include "call.h"

namespace emulation {

// "offset 8 of allocation 3 (...)", or what is known of an address outside of all.
std::string addressText(Driver& driver, uint64_t address);

// Why work of `device` may not touch the allocation; empty if it may.
std::string refusal(const Driver& driver, const Device& device, const Allocation& allocation);

// Reports that `what` uses memory that an earlier call freed; whether it does.
bool reportFreed(const Allocation& allocation, const std::string& what, const Stream& stream);

// The allocation of `bytes` at an address for `what`; null, and a report, if it is not there.
AllocationPtr claim(const Call& call, const Stream& stream, uint64_t address, uint64_t bytes, const std::string& what);

}  // namespace emulation
