package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Buffer;
import anabranch.spi.Event;
import anabranch.spi.Stream;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does its work at the call on the calling thread, so that all that was enqueued is always done.
 */
final class CpuStream implements Stream {
  private final Memory memory;
  private final Run run;
  private final EarlyCompilation compilation;

  CpuStream(Memory memory, Run run, EarlyCompilation compilation) {
    this.memory = memory;
    this.run = run;
    this.compilation = compilation;
  }

  @Override
  public Buffer allocate(long bytes) {
    compilation.seen(bytes);
    return memory.allocate(bytes);
  }

  @Override
  public @Nullable Buffer wrap(MemorySegment source, Runnable release) {
    boolean fits = source.byteSize() > 0 && source.address() % CpuBuffer.ALIGNMENT == 0;
    if (fits) {
      compilation.seen(source.byteSize());
    }
    return fits ? memory.wrap(source, release) : null;
  }

  @Override
  public void free(Buffer buffer) {
    CpuBuffer.of(buffer).free();
  }

  @Override
  public void run(Op op, List<View> outputs, List<View> inputs) {
    outputs.forEach(output -> CpuBuffer.of(output).ownContent());
    try {
      run.run(op, outputs, inputs);
    } finally {
      outputs.forEach(output -> CpuBuffer.of(output).written());
    }
  }

  @Override
  public void upload(MemorySegment source, Buffer target) {
    CpuBuffer buffer = CpuBuffer.of(target);
    buffer.ownContent();
    try {
      MemorySegment.copy(source, 0, buffer.segment(), 0, source.byteSize());
    } finally {
      buffer.written();
    }
  }

  @Override
  public void download(Buffer source, long offset, MemorySegment target) {
    MemorySegment.copy(CpuBuffer.of(source).segment(), offset, target, 0, target.byteSize());
  }

  @Override
  public long record() {
    return 0;
  }

  @Override
  public void await(Event event) {
    // what the event stands for was done before it was made
  }

  @Override
  public boolean isDone(long ticket) {
    return true;
  }

  @Override
  public void synchronize(long ticket) {
    // all work is done when its call returns
  }
}
