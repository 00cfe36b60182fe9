package anabranch.cuda;

import anabranch.cuda.driver.ContextHandle;
import anabranch.cuda.driver.CublasLibrary;
import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.Machine;
import anabranch.cuda.driver.MemoryPool;
import anabranch.cuda.driver.StreamHandle;
import anabranch.cuda.launch.Families;
import anabranch.spi.BackendProvider;
import anabranch.spi.Precision;
import java.util.HashSet;
import java.util.Set;

/** What the streams of one opened device share. */
final class CudaDevice {
  private final int ordinal;
  private final String name;
  private final BackendProvider.Options options;
  private final CublasLibrary cublas;
  private final int driverVersion = Machine.driverVersion();
  private final int capability;
  private final int multiprocessors;
  private final ContextHandle context;
  private final long contextAddress;
  private final MemoryPool pool;
  private final Ledger ledger;
  private final Health health;
  private final Staging staging = new Staging();
  private final Images images;
  private final Families families;
  private final Set<Integer> peers = new HashSet<>();

  /** Takes device {@code ordinal}'s primary context, which {@link #close} gives back. */
  CudaDevice(int ordinal, BackendProvider.Options options, CublasLibrary cublas) {
    this.ordinal = ordinal;
    this.name = "cuda:" + ordinal;
    this.options = options;
    this.cublas = cublas;
    this.capability = Machine.capability(ordinal);
    this.multiprocessors = Machine.multiprocessors(ordinal);
    this.context = Driver.retainPrimaryContext(ordinal);
    this.contextAddress = context.address();
    try {
      this.pool = MemoryPool.of(ordinal);
    } catch (RuntimeException e) {
      Driver.releasePrimaryContext(ordinal);
      throw e;
    }
    this.ledger = new Ledger(options.memoryLimit());
    this.health = new Health(name);
    this.images = new Images(this);
    this.families = new Families(images);
  }

  /** As the user types it. */
  String name() {
    return name;
  }

  /** How products are rounded. */
  Precision precision() {
    return options.precision();
  }

  /** Whether each operation is waited for. */
  boolean isSynchronous() {
    return options.synchronous();
  }

  CublasLibrary cublas() {
    return cublas;
  }

  /** The CUDA version of the driver: 12060 is 12.6. */
  int driverVersion() {
    return driverVersion;
  }

  /** The compute capability: 90 for sm_90. */
  int capability() {
    return capability;
  }

  int multiprocessors() {
    return multiprocessors;
  }

  MemoryPool pool() {
    return pool;
  }

  Ledger ledger() {
    return ledger;
  }

  Health health() {
    return health;
  }

  Staging staging() {
    return staging;
  }

  Images images() {
    return images;
  }

  Families families() {
    return families;
  }

  /**
   * Makes the context the calling thread's. Always anew: another device, or another library, may
   * have set its own on this thread meanwhile.
   */
  void bind() {
    Direct.bindContext(contextAddress);
  }

  /** Enqueues a copy from another device on {@code stream} of this one, whose context is bound. */
  void copyFrom(CudaBuffer source, long offset, CudaBuffer target, StreamHandle stream) {
    CudaDevice other = source.device();
    other.openTo(this);
    Driver.copyPeer(
        target.address(),
        context,
        source.address() + offset,
        other.context,
        target.bytes(),
        stream);
  }

  /** Without it the driver takes the way through the host. */
  private void openTo(CudaDevice peer) {
    synchronized (peers) {
      if (peer.ordinal != ordinal
          && peers.add(peer.ordinal)
          && Machine.canAccessPeer(peer.ordinal, ordinal)) {
        pool.openTo(peer.ordinal);
      }
    }
  }

  /** Gives the context back. */
  void close() {
    Driver.releasePrimaryContext(ordinal);
  }
}
