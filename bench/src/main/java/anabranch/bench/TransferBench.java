package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * F32 elements from the host to a device and back, and from a device to itself; the host's in an
 * array of the Java heap or in a segment outside of it.
 */
@Measures("elements to the device, back, and within it; arrays and segments")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransferBench implements Workload {
  /** From where to where. */
  public enum Way {
    /** From an array to a new tensor. */
    FROM_ARRAY,
    /** From a segment to a new tensor. */
    FROM_SEGMENT,
    /** From a tensor to a new array. */
    TO_ARRAY,
    /** From a tensor to a segment. */
    TO_SEGMENT,
    /** From a tensor to a new one on the same device. */
    WITHIN
  }

  /** From where to where. */
  @Param Way way = Way.FROM_ARRAY;

  /** Elements of F32: some that caches hold, some that they do not. */
  @Param({"16384", "16777216"})
  int elements;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param("1")
  int threads;

  private Opened opened;
  private MemorySegment segment;
  private float[] array;
  private Tensor tensor;

  /** Fills all sides, and checks that the last element arrives. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    segment = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, elements);
    array = new float[elements];
    array[elements - 1] = 7;
    tensor = opened.make(() -> Tensors.of(opened.device(), array));
    MemorySegment.copy(array, 0, segment, ValueLayout.JAVA_FLOAT, 0, elements);
    Check.close(way + ": the last element", 7, opened.call(this::moved), 0);
    if (way == Way.TO_SEGMENT) {
      segment.fill((byte) 0);
      Check.close(way + ": the last element again", 7, opened.call(this::moved), 0);
    }
  }

  private float moved() {
    return switch (way) {
      case FROM_ARRAY -> last(Tensors.of(opened.device(), array));
      case FROM_SEGMENT -> last(fromSegment());
      case TO_ARRAY -> tensor.toFloatArray()[elements - 1];
      case TO_SEGMENT -> {
        tensor.read(segment);
        yield segment.getAtIndex(ValueLayout.JAVA_FLOAT, elements - 1L);
      }
      case WITHIN -> last(tensor.clone());
    };
  }

  private static float last(Tensor x) {
    return x.get(-1).item();
  }

  private Tensor fromSegment() {
    return Tensors.of(opened.device(), DType.F32, Shape.of(elements), segment);
  }

  /** On the CPU what is read and written; between host and GPU what crosses the bus. */
  @Override
  public Work work(UnaryOperator<String> parameter) {
    boolean bus =
        !"cpu".equals(parameter.apply("device"))
            && Way.valueOf(parameter.apply("way")) != Way.WITHIN;
    return Work.ofBytes(Double.parseDouble(parameter.apply("elements")) * (bus ? 4 : 8));
  }

  /** All elements, once. */
  @Benchmark
  @MainFigures("way=FROM_ARRAY,TO_SEGMENT elements=16777216")
  public void transfer() throws Exception {
    opened.run(
        () ->
            switch (way) {
              case FROM_ARRAY -> Tensors.of(opened.device(), array).rank();
              case FROM_SEGMENT -> fromSegment().rank();
              case TO_ARRAY -> tensor.toFloatArray().length;
              case TO_SEGMENT -> {
                tensor.read(segment);
                yield elements;
              }
              case WITHIN -> tensor.clone().rank();
            });
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
