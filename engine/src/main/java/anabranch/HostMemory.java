package anabranch;

import anabranch.op.Op;
import anabranch.op.Spec;
import anabranch.run.Context;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.lang.foreign.MemorySegment;

/**
 * Copies between tensors and memory of the host, byte for byte: rows one after the other, in the
 * machine's own byte order, truth values as bytes of 0 or 1.
 */
public final class HostMemory {
  private HostMemory() {}

  /**
   * A new tensor on {@code device} with the bytes of {@code source}, which may be reused at once.
   *
   * @throws ShapeException if {@code source} does not have as many bytes as the tensor
   */
  public static Tensor upload(Device device, DType dtype, Shape shape, MemorySegment source) {
    checkBytes("upload", dtype, shape, source);
    Value value = Dispatcher.allocate(device.open(), new Spec(dtype, shape));
    try {
      Context.current()
          .task()
          .lease(device.open())
          .stream()
          .upload(source, value.grip().storage().buffer());
      return new Tensor(value);
    } catch (Throwable e) {
      value.grip().close();
      throw e;
    }
  }

  /**
   * Copies {@code tensor} to {@code target}, and blocks until it is there.
   *
   * @throws ShapeException if {@code target} does not have as many bytes as the tensor
   */
  public static void download(Tensor tensor, MemorySegment target) {
    checkBytes("download", tensor.dtype(), tensor.shape(), target);
    Value value = tensor.value();
    Dispatcher.checkOpen("download", value);
    if (value.layout().isContiguous()) {
      read(value, target);
      return;
    }
    Value dense = Dispatcher.run(new Op.Copy(), value).getFirst();
    try {
      read(dense, target);
    } finally {
      dense.grip().close();
    }
  }

  private static void read(Value value, MemorySegment target) {
    Context.current()
        .task()
        .lease(value.device())
        .stream()
        .download(
            value.grip().storage().buffer(),
            value.layout().offset() * value.dtype().byteSize(),
            target);
  }

  private static void checkBytes(String what, DType dtype, Shape shape, MemorySegment memory) {
    long size = dtype.byteSize();
    if (memory.byteSize() % size != 0 || memory.byteSize() / size != shape.numel()) {
      throw new ShapeException(
          "%s: a %s tensor of shape %s has %d elements of %d bytes, the memory has %d bytes"
              .formatted(what, dtype, shape, shape.numel(), size, memory.byteSize()));
    }
  }
}
