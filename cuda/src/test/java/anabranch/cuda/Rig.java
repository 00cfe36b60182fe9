package anabranch.cuda;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.Backend;
import anabranch.spi.BackendProvider.Options;
import anabranch.spi.DeviceInfo;
import anabranch.spi.Precision;
import anabranch.spi.Stream;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;

/** One opened device without the engine around it, and a stream of it. */
final class Rig implements AutoCloseable {
  static final Workers ALONE =
      new Workers() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void run(int slices, IntConsumer slice) {
          for (int i = 0; i < slices; i++) {
            slice.accept(i);
          }
        }
      };

  final Backend backend;
  final Stream stream;
  private final Arena arena = Arena.ofShared();

  Rig() {
    this("cuda:0", false);
  }

  Rig(String device, boolean synchronous) {
    Options options = new Options(1L << 30, ALONE, Precision.FP32, synchronous);
    backend = new CudaProvider().open(new DeviceInfo(device, "", 0, 0), options);
    stream = backend.createStream();
  }

  /** Native memory of the host with {@code bytes} bytes that depend on {@code seed}. */
  MemorySegment host(long bytes, int seed) {
    MemorySegment memory = arena.allocate(bytes, 64);
    byte[] content = new byte[Math.toIntExact(bytes)];
    new java.util.Random(seed).nextBytes(content);
    memory.copyFrom(MemorySegment.ofArray(content));
    return memory;
  }

  /** A buffer of F32 with {@code values}. */
  View floats(Stream stream, float... values) {
    View view = empty(stream, DType.F32, values.length);
    MemorySegment memory = arena.allocate(view.buffer().bytes(), 64);
    memory.copyFrom(MemorySegment.ofArray(values));
    stream.upload(memory, view.buffer());
    return view;
  }

  /** A buffer of I64 with {@code values}. */
  View longs(Stream stream, long... values) {
    View view = empty(stream, DType.I64, values.length);
    MemorySegment memory = arena.allocate(view.buffer().bytes(), 64);
    memory.copyFrom(MemorySegment.ofArray(values));
    stream.upload(memory, view.buffer());
    return view;
  }

  /** A buffer with any content. */
  View empty(Stream stream, DType type, long n) {
    return new View(stream.allocate(n * type.byteSize()), type, Layout.contiguous(Shape.of(n)));
  }

  /** What a buffer of F32 holds. */
  float[] read(Stream stream, View view) {
    MemorySegment memory = arena.allocate(view.buffer().bytes(), 64);
    stream.download(view.buffer(), 0, memory);
    return memory.toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT);
  }

  /** Enqueues an operation of one input and one output. */
  void run(Stream stream, Op op, View output, View... inputs) {
    stream.run(op, List.of(output), List.of(inputs));
  }

  @Override
  public void close() {
    backend.close();
    arena.close();
  }
}
