package anabranch;

import anabranch.spi.MemoryStats;

/**
 * A device's memory at one moment, in bytes.
 *
 * @param live in tensors
 * @param peak the most that {@code live} has been
 * @param cached kept beside tensors to be quick, such as packed weights; given back when needed
 * @param reserved taken from the system
 * @param limit what {@code live + cached} may not pass
 * @param storages how many blocks the tensors have; views share one
 */
public record Memory(long live, long peak, long cached, long reserved, long limit, long storages) {
  static Memory of(MemoryStats s) {
    return new Memory(s.live(), s.peak(), s.cached(), s.reserved(), s.limit(), s.buffers());
  }
}
