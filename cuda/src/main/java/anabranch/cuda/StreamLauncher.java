package anabranch.cuda;

import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Gemm;
import anabranch.cuda.launch.FaultSite;
import anabranch.cuda.launch.Kernel;
import anabranch.cuda.launch.Kernels;
import anabranch.cuda.launch.Launcher;
import anabranch.cuda.launch.Scratch;
import anabranch.cuda.launch.Strided;
import anabranch.spi.View;
import java.lang.foreign.Arena;

/** Puts launches, products and working memory on one stream. */
final class StreamLauncher implements Launcher {
  private final CudaDevice device;
  private final StreamMemory memory;
  private final Products products;
  private final Faults faults;
  private final Recent recent;
  private final ArgumentBlock arguments;
  private final long stream;
  private long function;

  StreamLauncher(
      CudaDevice device,
      StreamMemory memory,
      Products products,
      Faults faults,
      Recent recent,
      Arena arena,
      long stream) {
    this.device = device;
    this.memory = memory;
    this.products = products;
    this.faults = faults;
    this.recent = recent;
    this.arguments = new ArgumentBlock(arena);
    this.stream = stream;
  }

  @Override
  public Kernels kernels() {
    return device.images();
  }

  @Override
  public int multiprocessors() {
    return device.multiprocessors();
  }

  @Override
  public Launcher begin(Kernel kernel) {
    function = kernel.function();
    arguments.clear();
    return this;
  }

  @Override
  public Launcher pointer(View view) {
    arguments.putLong(address(view));
    return this;
  }

  @Override
  public Launcher pointer(long address) {
    arguments.putLong(address);
    return this;
  }

  @Override
  public Launcher i32(int value) {
    arguments.putInt(value);
    return this;
  }

  @Override
  public Launcher i64(long value) {
    arguments.putLong(value);
    return this;
  }

  @Override
  public Launcher f32(float value) {
    arguments.putFloat(value);
    return this;
  }

  @Override
  public Launcher f64(double value) {
    arguments.putDouble(value);
    return this;
  }

  /** As the struct in index.cuh: dims, wide, sizes, and strides of each operand. */
  @Override
  public Launcher strided(Strided strided) {
    long[] sizes = strided.sizes();
    arguments.beginStruct();
    arguments.putInt(sizes.length);
    arguments.putInt(strided.wide() ? 1 : 0);
    putPadded(sizes);
    for (long[] strides : strided.strides()) {
      putPadded(strides);
    }
    return this;
  }

  private void putPadded(long[] values) {
    for (long value : values) {
      arguments.putLong(value);
    }
    for (int i = values.length; i < Strided.MAX_DIMS; i++) {
      arguments.putLong(0);
    }
  }

  @Override
  public Launcher fault(FaultSite site) {
    long launch = recent.advance();
    faults.expect(launch, site);
    arguments.putLong(faults.address());
    arguments.putLong(launch);
    return this;
  }

  @Override
  public void launch(long blocks, int threads) {
    Direct.launch(function, Math.toIntExact(blocks), threads, stream, arguments.extra());
  }

  @Override
  public long address(View view) {
    return CudaBuffer.of(view).address() + view.layout().offset() * view.dtype().byteSize();
  }

  @Override
  public Scratch scratch(long bytes) {
    return memory.scratch(bytes);
  }

  @Override
  public void zero(long address, long bytes) {
    if (bytes > 0) {
      Direct.zero(address, bytes, stream);
    }
  }

  @Override
  public void gemm(Gemm gemm) {
    if (gemm.m() > 0 && gemm.n() > 0 && gemm.batch() > 0) {
      products.gemm(gemm);
    }
  }
}
