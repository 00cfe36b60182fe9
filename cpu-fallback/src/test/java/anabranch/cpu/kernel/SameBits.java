package anabranch.cpu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A program that computes layers and products with the vectors of its JVM, by plain loops, and
 * sliced, and prints the bytes of a vector and how many results differ in a bit.
 */
final class SameBits {
  private static final int[] BATCHES = {1, 2, 3, 7, 8, 13, 25, 50};
  private static final int[] SIZES = {1, 7, 33, 64};
  private static final int STEPS = 3;

  private final List<Compute> computes =
      List.of(
          Fixtures.vector(Fixtures.workers(1)),
          Fixtures.vector(Fixtures.workers(3)),
          Fixtures.scalar());

  private SameBits() {}

  public static void main(String[] args) {
    SameBits bits = new SameBits();
    int differ = 0;
    for (int batch : BATCHES) {
      for (int size : SIZES) {
        differ += bits.layers(batch, size) ? 0 : 1;
        differ += bits.products(batch, size) ? 0 : 1;
      }
    }
    System.out.println(Lanes.VECTOR_BYTES + " bytes, " + differ + " differ");
  }

  private boolean layers(int batch, int size) {
    Random random = new Random(batch);
    int inputs = 9;
    PackedRecurrent.Parameters parameters =
        new PackedRecurrent.Parameters(
            inputs,
            size,
            Fixtures.matrix(random, 4 * size, inputs),
            Fixtures.matrix(random, 4 * size, size),
            Fixtures.matrix(random, 1, 4 * size),
            null,
            0,
            null);
    Strided x = Fixtures.sequence(random, STEPS, batch, inputs);
    List<int[]> results = new ArrayList<>();
    for (Compute compute : computes) {
      Strided y = Fixtures.sequence(null, STEPS, batch, size);
      try (PackedRecurrent packed = PackedRecurrent.lstm(compute, parameters)) {
        new RecurrentCall(STEPS, batch, false, x, null, null, y, null, null).run(compute, packed);
      }
      results.add(Fixtures.bits(y));
    }
    return areEqual(results);
  }

  private boolean products(int rows, int depth) {
    Random random = new Random(depth);
    int columns = 2 * rows + depth;
    Strided a = Fixtures.matrix(random, rows, depth);
    Strided b = Fixtures.matrix(random, depth, columns);
    List<int[]> results = new ArrayList<>();
    for (Compute compute : computes) {
      Strided out = Fixtures.zeros(rows, columns);
      Product.of(rows, columns, depth, a, b, out).run(compute);
      results.add(Fixtures.bits(out));
    }
    return areEqual(results);
  }

  private static boolean areEqual(List<int[]> results) {
    int[] first = results.getFirst();
    return results.stream().allMatch(other -> Arrays.equals(first, other));
  }
}
