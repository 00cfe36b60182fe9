// How a kernel says that a value is not allowed: into memory that the host reads when it next waits.
#pragma once

// Four 64-bit words, all 0 while there is nothing to say. The first fault stays.
//   [0] low half: 1 once claimed   [1] which launch   [2] the value   [3] what it was held against
// The host reads them after it has waited for the stream, so the order of the writes does not matter.
DEVICE void reportFault(Out<int64_t> fault, int64_t launch, int64_t value, int64_t bound) {
  if (compareAndSwap(reinterpretOut<int32_t>(fault), 0, 1) == 0) {
    fault[1] = launch;
    fault[2] = value;
    fault[3] = bound;
  }
}
