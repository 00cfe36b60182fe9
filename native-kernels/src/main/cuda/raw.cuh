// Elements that are only moved, by their size.
#pragma once

// M(bits, type) for each size of an element.
#define FOR_SIZES(M) M(8, uint8_t) M(16, uint16_t) M(32, uint32_t) M(64, uint64_t)
