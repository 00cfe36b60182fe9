// Elements that are only moved, by their size.
#pragma once

// M(bytes, type) for each size of an element.
#define FOR_SIZES(M) M(1, uint8_t) M(2, uint16_t) M(4, uint32_t) M(8, uint64_t)
