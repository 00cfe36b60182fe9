package anabranch.spi;

/**
 * A device's memory, in bytes.
 *
 * @param live in buffers that were allocated and not freed
 * @param peak the most that {@code live} has been
 * @param cached derived from buffers and kept to be quick, such as packed weights; can be given
 *     back
 * @param reserved taken from the system, in use or not
 * @param limit what {@code live + cached} may not pass
 * @param buffers how many buffers are live
 */
public record MemoryStats(
    long live, long peak, long cached, long reserved, long limit, long buffers) {}
