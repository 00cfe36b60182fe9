package anabranch;

import anabranch.run.Context;
import anabranch.run.OpenDevice;
import anabranch.spi.Precision;
import org.jspecify.annotations.Nullable;

/** Where tensors live and operations run: {@code cpu}, {@code cuda:0} and so on. */
public final class Device {
  private final OpenDevice open;

  Device(OpenDevice open) {
    this.open = open;
  }

  /** The best device of this machine; where that is the CPU for want of a GPU, says why, once. */
  public static Device best() {
    return Devices.current().best();
  }

  /**
   * The device called {@code name}: {@code cpu}, {@code cuda:1}; {@code cuda} means {@code cuda:0}.
   *
   * @throws DeviceUnavailableException if it is not there: why, and what to do
   */
  public static Device of(String name) {
    return Devices.current().get(name);
  }

  /** The device that is used when none is named: that of {@link #use}, else {@link #best}. */
  public static Device current() {
    OpenDevice bound = Context.current().device();
    return bound != null ? new Device(bound) : best();
  }

  /**
   * Runs {@code body} with this as the device that is used when none is named, also in its forks,
   * and with the host threads that it was opened with.
   */
  public <R extends @Nullable Object, X extends Throwable> R use(
      ScopedValue.CallableOp<? extends R, X> body) throws X {
    return Context.current().on(open.engine()).with(open).call(body);
  }

  OpenDevice open() {
    return open;
  }

  /** Its name. */
  public String name() {
    return open.info().name();
  }

  /** The hardware and how it is driven, for people. */
  public String description() {
    return open.info().description();
  }

  /** The devices and host threads that it was opened with. */
  public Devices devices() {
    return new Devices(open.engine());
  }

  /** How products of F32 matrices are computed here; a permission that the device makes use of. */
  public Precision precision() {
    return open.backend().precision();
  }

  /** Its memory now. */
  public Memory memory() {
    return Memory.of(open.backend().memory());
  }

  /**
   * Gives memory that is held but not used back to the system, caches included; returns the bytes.
   */
  public long trim() {
    return open.backend().trim();
  }

  /** How many streams forks have been given so far. */
  public int streams() {
    return open.streams().size();
  }

  /** Blocks the host until all work on this device is done. */
  public void synchronize() {
    open.streams().synchronize();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Device other && other.open == open;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(open);
  }

  @Override
  public String toString() {
    return name();
  }
}
