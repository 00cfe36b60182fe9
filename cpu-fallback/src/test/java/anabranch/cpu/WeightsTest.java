package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.BackendProvider.Options;
import anabranch.spi.Stream;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When weights are packed, how often, and what that does to the memory that is counted. */
class WeightsTest {
  private static final Op.MatMul PRODUCT = new Op.MatMul(1, 0, true);
  private static final Op.Lstm LSTM = new Op.Lstm(true, false, false, false);

  private static View normal(Rig rig, long key, long... sizes) {
    View view = rig.make(DType.F32, sizes);
    rig.run(new Op.Random(Op.Distribution.NORMAL, key, 0, 0.1), view);
    return view;
  }

  @Test
  void weightsArePackedOnceAndUnpackedWithTheirBuffer() {
    try (Rig rig = new Rig()) {
      View a = normal(rig, 1, 3, 40, 100);
      View b = normal(rig, 2, 100, 70);
      View wide = new View(b.buffer(), DType.F32, b.layout().expand(3, 100, 70));
      View out = rig.make(DType.F32, 3, 40, 70);
      rig.run(PRODUCT, out, a, wide);
      long cached = rig.backend.memory().cached();
      assertTrue(cached >= 4 * 100 * 70);
      double[] first = rig.reals(out);
      rig.run(PRODUCT, out, a, wide);
      assertEquals(cached, rig.backend.memory().cached());
      assertArrayEquals(first, rig.reals(out));
      rig.run(new Op.MatMul(1, 0, false), out, a, wide);
      assertArrayEquals(first, rig.reals(out), "packed or not");
      rig.stream.free(b.buffer());
      assertEquals(0, rig.backend.memory().cached());
    }
  }

  @Test
  void aTransposedWeightHasAPackOfItsOwn() {
    try (Rig rig = new Rig()) {
      View a = normal(rig, 1, 4, 8);
      View b = normal(rig, 2, 8, 8);
      View turned = new View(b.buffer(), DType.F32, b.layout().transpose(0, 1));
      View plain = rig.make(DType.F32, 4, 8);
      View other = rig.make(DType.F32, 4, 8);
      rig.run(PRODUCT, plain, a, b);
      rig.run(PRODUCT, other, a, turned);
      double[] expected = new double[32];
      double[] x = rig.reals(a);
      double[] w = rig.reals(b);
      for (int i = 0; i < 32; i++) {
        for (int k = 0; k < 8; k++) {
          expected[i] += x[i / 8 * 8 + k] * w[i % 8 * 8 + k];
        }
      }
      Rig.assertNear(DType.F32, expected, rig.reals(other), 2);
    }
  }

  @Test
  void anyWriteToAnyOfAnLstmsWeightsIsSeen() {
    try (Rig rig = new Rig()) {
      View x = normal(rig, 1, 4, 3, 5);
      View[] weights = {
        normal(rig, 2, 24, 5), normal(rig, 3, 24, 6), normal(rig, 4, 24), normal(rig, 5, 24)
      };
      View y = rig.make(DType.F32, 4, 3, 6);
      List<View> outputs = List.of(y, rig.make(DType.F32, 3, 6), rig.make(DType.F32, 3, 6));
      List<View> inputs = List.of(x, weights[0], weights[1], weights[2], weights[3]);
      rig.stream.run(LSTM, outputs, inputs);
      long cached = rig.backend.memory().cached();
      assertTrue(cached > 0);
      double[] last = rig.reals(y);
      for (View weight : weights) {
        rig.run(new Op.BinaryScalar(Op.Binary.MUL, Scalar.of(3.0), false), weight, weight);
        rig.stream.run(LSTM, outputs, inputs);
        double[] now = rig.reals(y);
        assertTrue(IntStream.range(0, now.length).anyMatch(i -> now[i] != 0));
        assertTrue(!Arrays.equals(last, now), "stale after a write");
        assertEquals(cached, rig.backend.memory().cached());
        last = now;
      }
    }
  }

  @Test
  void whereTheLimitLeavesNoRoomWeightsArePackedForOneCall() {
    Options tight = new Options(4 * (64 + 64 * 64 + 64), Rig.ALONE);
    try (CpuBackend backend = new CpuBackend(tight, true)) {
      Stream stream = backend.createStream();
      View a = of(stream, 1, 64);
      View b = of(stream, 64, 64);
      View out = of(stream, 1, 64);
      for (View view : List.of(a, b)) {
        stream.run(new Op.Fill(Scalar.of(1)), List.of(view), List.of());
      }
      stream.run(PRODUCT, List.of(out), List.of(a, b));
      float[] values = new float[64];
      stream.download(out.buffer(), 0, MemorySegment.ofArray(values));
      assertEquals(64f, values[63]);
      assertEquals(0, backend.memory().cached());
    }
  }

  private static View of(Stream stream, long... sizes) {
    Layout layout = Layout.contiguous(Shape.of(sizes));
    return new View(stream.allocate(4 * layout.shape().numel()), DType.F32, layout);
  }

  @Test
  void manyThreadsUseOneModelAtOnceAndGetTheSameBits() {
    try (Rig rig = new Rig()) {
      View x = normal(rig, 1, 6, 5, 33);
      List<View> inputs =
          List.of(
              x,
              normal(rig, 2, 160, 33),
              normal(rig, 3, 160, 40),
              normal(rig, 4, 160),
              normal(rig, 5, 160));
      List<double[]> results =
          IntStream.range(0, 60)
              .parallel()
              .mapToObj(
                  i -> {
                    View y = rig.make(DType.F32, 6, 5, 40);
                    View h = rig.make(DType.F32, 5, 40);
                    View c = rig.make(DType.F32, 5, 40);
                    rig.stream.run(LSTM, List.of(y, h, c), inputs);
                    return rig.reals(y);
                  })
              .toList();
      results.forEach(result -> assertArrayEquals(results.getFirst(), result));
    }
  }

  @Test
  void threadsDoNotChangeABitOfAProduct() {
    long[][] sizes = {{1, 300, 200, 170}, {40, 20, 30, 10}, {2, 1, 3000, 500}};
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.BF16}) {
      for (long[] size : sizes) {
        assertArrayEquals(product(Rig.ALONE, dtype, size), product(Rig.FOUR, dtype, size));
      }
    }
  }

  private static double[] product(Workers workers, DType dtype, long[] size) {
    try (Rig rig = new Rig(workers)) {
      View a = rig.make(dtype, size[0], size[1], size[2]);
      View b = rig.make(dtype, size[0], size[2], size[3]);
      View out = rig.make(dtype, size[0], size[1], size[3]);
      rig.run(new Op.Random(Op.Distribution.NORMAL, 1, 0, 1), a);
      rig.run(new Op.Random(Op.Distribution.NORMAL, 2, 0, 1), b);
      rig.run(new Op.MatMul(1, 0, false), out, a, b);
      return rig.reals(out);
    }
  }
}
