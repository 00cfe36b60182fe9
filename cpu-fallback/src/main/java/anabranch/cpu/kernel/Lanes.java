package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The float vector of this machine, and how it meets native memory. Offsets are in bytes. */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();
  static final long VECTOR_BYTES = 4L * LANES;

  /** Vector registers: x86 has 16 unless it has vectors of 512 bits. */
  static final int REGISTERS = LANES < 16 && isX86() ? 16 : 32;

  /** Columns of a panel of packed weights: two vectors. */
  static final int PANEL = 2 * LANES;

  static final long PANEL_BYTES = 4L * PANEL;

  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Lanes() {}

  private static boolean isX86() {
    return Set.of("amd64", "x86_64", "x86").contains(System.getProperty("os.arch"));
  }

  static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, ORDER);
  }

  static void store(FloatVector vector, MemorySegment segment, long offset) {
    vector.intoMemorySegment(segment, offset, ORDER);
  }
}
