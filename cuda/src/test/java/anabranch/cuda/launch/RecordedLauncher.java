package anabranch.cuda.launch;

import anabranch.cuda.driver.Gemm;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.spi.Buffer;
import anabranch.spi.View;
import java.util.ArrayList;
import java.util.List;

/** Writes launches down: the kernel, its arguments in words, blocks x threads. */
final class RecordedLauncher implements Launcher {
  /** Where each buffer starts; a multiple of 256, as the driver's are. */
  static final long START = 1 << 20;

  final List<String> launches = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();

  static View view(DType dtype, Layout layout) {
    Buffer buffer = () -> layout.high() * dtype.byteSize();
    return new View(buffer, dtype, layout);
  }

  @Override
  public Kernels kernels() {
    return (family, name) -> new Kernel(name, 0);
  }

  @Override
  public int multiprocessors() {
    return 2;
  }

  @Override
  public Launcher begin(Kernel kernel) {
    line.setLength(0);
    line.append(kernel.name());
    return this;
  }

  private Launcher add(Object argument) {
    line.append(' ').append(argument);
    return this;
  }

  @Override
  public Launcher pointer(View view) {
    return pointer(address(view));
  }

  @Override
  public Launcher pointer(long address) {
    return add("@" + (address - START));
  }

  @Override
  public Launcher i32(int value) {
    return add(value);
  }

  @Override
  public Launcher i64(long value) {
    return add(value + "L");
  }

  @Override
  public Launcher f32(float value) {
    return add(value + "f");
  }

  @Override
  public Launcher f64(double value) {
    return add(value + "d");
  }

  @Override
  public Launcher strided(Strided strided) {
    return add("strided" + strided.strides().length);
  }

  @Override
  public Launcher fault(FaultSite site) {
    return add("fault");
  }

  @Override
  public void launch(long blocks, int threads) {
    launches.add(line + ": " + blocks + " x " + threads);
  }

  @Override
  public long address(View view) {
    return START + view.layout().offset() * view.dtype().byteSize();
  }

  @Override
  public Scratch scratch(long bytes) {
    throw new UnsupportedOperationException("no memory here");
  }

  @Override
  public void zero(long address, long bytes) {
    launches.add("zero " + bytes);
  }

  @Override
  public void gemm(Gemm gemm) {
    launches.add(gemm.toString());
  }
}
