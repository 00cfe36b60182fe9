package anabranch.run;

import anabranch.spi.Buffer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The memory behind one or more tensors: counts who needs it, notes which leases used it, and frees
 * it in stream order when nobody does.
 */
public final class Storage {
  private static final Lease[] NONE = {};

  private final Buffer buffer;
  private final Lease owner;
  private final AtomicInteger references = new AtomicInteger(1);
  private volatile Lease[] users = NONE;

  private Storage(Buffer buffer, Lease owner) {
    this.buffer = buffer;
    this.owner = owner;
  }

  /** Memory for {@code lease}'s later work, with one reference. */
  static Storage allocate(Lease lease, long bytes) {
    return of(lease, lease.stream().allocate(bytes));
  }

  /** The content of {@code source} without a copy, or null if the device cannot have that. */
  static @Nullable Storage wrap(Lease lease, MemorySegment source, Runnable release) {
    Buffer buffer = lease.stream().wrap(source, release);
    return buffer == null ? null : of(lease, buffer);
  }

  private static Storage of(Lease lease, Buffer buffer) {
    Tracing tracing = Tracing.current();
    if (tracing != null) {
      tracing.allocated(lease, buffer);
    }
    return new Storage(buffer, lease);
  }

  /** The memory. */
  public Buffer buffer() {
    return buffer;
  }

  /** The device that it is on. */
  public OpenDevice device() {
    return owner.device();
  }

  void retain() {
    if (references.getAndIncrement() <= 0) {
      references.getAndDecrement();
      throw new IllegalStateException("a freed storage was referred to again");
    }
  }

  /** Notes that work of {@code lease} uses the memory, if it is not the one that made it. */
  void noteUse(Lease lease) {
    if (lease != owner && !contains(users, lease)) {
      addUser(lease);
    }
  }

  /** Leases that have ended leave when their work is done or the same stream is noted again. */
  private synchronized void addUser(Lease lease) {
    Lease[] now = users;
    if (contains(now, lease)) {
      return;
    }
    List<Lease> kept = new ArrayList<>(now.length + 1);
    for (Lease user : now) {
      if (!user.isCoveredBy(lease)) {
        kept.add(user);
      }
    }
    kept.add(lease);
    users = kept.toArray(NONE);
  }

  private static boolean contains(Lease[] leases, Lease lease) {
    for (Lease l : leases) {
      if (l == lease) {
        return true;
      }
    }
    return false;
  }

  /** Drops one reference; the last frees the memory. */
  void release() {
    int left = references.decrementAndGet();
    if (left == 0) {
      free();
    } else if (left < 0) {
      throw new IllegalStateException("a storage was released more often than referred to");
    }
  }

  /**
   * Frees on the current task's stream if it has one on the device, since it has mostly waited for
   * the others already, else on the one that made the memory. A wait on the maker's stream would
   * hold up whatever task leases that now.
   */
  private void free() {
    if (device().isClosed()) {
      return;
    }
    Lease current = Context.leaseIfAny(device());
    Lease on = current != null ? current : owner;
    awaitOther(on, owner);
    for (Lease user : users) {
      awaitOther(on, user);
    }
    on.stream().free(buffer);
    Tracing tracing = Tracing.current();
    if (tracing != null) {
      tracing.freed(on, buffer);
    }
  }

  private static void awaitOther(Lease on, Lease lease) {
    if (lease.stream() != on.stream()) {
      on.await(lease.event());
    }
  }
}
