package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.FLOAT;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Native.ADDRESS;
import static anabranch.cpu.kernel.Native.MEMORY;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowSums} by the Vector API. */
final class VectorRows implements RowSums {
  private static final int LEAST_BITS = 128;

  private static final VectorShape SHAPE =
      VectorShape.forBitSize(Math.max(LEAST_BITS, DoubleVector.SPECIES_PREFERRED.vectorBitSize()));

  private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
  private static final int LANES = DOUBLES.length();

  /** As many floats as doubles fill a vector. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.vectorBitSize() / 2));

  private static final long BYTES = 4L * LANES;

  /** Runs once, so that no vector class is loaded later: see {@link VectorKernels}. */
  VectorRows() {
    try (Arena arena = Arena.ofConfined()) {
      int columns = 4 * LANES;
      add(arena.allocate(4L * columns), 0, 0, 2, columns, new double[columns]);
    }
  }

  @Override
  public void add(
      MemorySegment source, long at, long rowBytes, int rows, int columns, double[] sums) {
    if (rows <= 0 || columns <= 0) {
      return;
    }
    long start = Native.address(source, at, rowBytes * (rows - 1) + 4L * columns);
    int done = 0;
    for (; done <= columns - 4 * LANES; done += 4 * LANES) {
      four(start + 4L * done, rowBytes, rows, sums, done);
    }
    for (; done < columns; done++) {
      long column = (start + 4L * done) & ADDRESS;
      double sum = sums[done];
      for (int r = 0; r < rows; r++) {
        sum += MEMORY.get(FLOAT, (column + r * rowBytes) & ADDRESS);
      }
      sums[done] = sum;
    }
  }

  /** Four vectors of sums at a time, so that additions do not wait for each other. */
  private static void four(long first, long rowBytes, int rows, double[] sums, int at) {
    DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, at);
    DoubleVector b = DoubleVector.fromArray(DOUBLES, sums, at + LANES);
    DoubleVector c = DoubleVector.fromArray(DOUBLES, sums, at + 2 * LANES);
    DoubleVector d = DoubleVector.fromArray(DOUBLES, sums, at + 3 * LANES);
    for (int r = 0; r < rows; r++) {
      long row = (first + r * rowBytes) & ADDRESS;
      a = a.add(doubles(row));
      b = b.add(doubles(row + BYTES));
      c = c.add(doubles(row + 2 * BYTES));
      d = d.add(doubles(row + 3 * BYTES));
    }
    a.intoArray(sums, at);
    b.intoArray(sums, at + LANES);
    c.intoArray(sums, at + 2 * LANES);
    d.intoArray(sums, at + 3 * LANES);
  }

  private static DoubleVector doubles(long address) {
    FloatVector floats = FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER);
    return (DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }
}
