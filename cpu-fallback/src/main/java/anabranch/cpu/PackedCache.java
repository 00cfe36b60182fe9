package anabranch.cpu;

import anabranch.spi.View;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What was made from a buffer's content and is kept to be quick, such as packed weights. An entry
 * is made once, however many threads ask for it at a time, and is not dropped while one uses it.
 */
final class PackedCache implements AutoCloseable {
  private final Memory memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Entry> entries = new HashMap<>();

  PackedCache(Memory memory) {
    this.memory = memory;
  }

  /**
   * What an entry was made of.
   *
   * @param views what was read
   * @param versions the versions of the views' buffers then
   * @param how what tells it from others made of the same
   */
  record Key(List<View> views, List<Long> versions, String how) {
    static Key of(List<View> views, String how) {
      return new Key(List.copyOf(views), versionsOf(views), how);
    }

    private static List<Long> versionsOf(List<View> views) {
      return views.stream().map(view -> CpuBuffer.of(view).version()).toList();
    }

    boolean isStale() {
      return !versions.equals(versionsOf(views));
    }
  }

  private static final class Entry {
    final Object packed;
    final Runnable close;
    int users;
    boolean dropped;

    Entry(Object packed, Runnable close) {
      this.packed = packed;
      this.close = close;
    }
  }

  /** The use of an entry, until it is closed. */
  static final class Lease<T> implements AutoCloseable {
    private final PackedCache cache;
    private final Entry entry;
    private final T packed;

    private Lease(PackedCache cache, Entry entry, T packed) {
      this.cache = cache;
      this.entry = entry;
      this.packed = packed;
    }

    T packed() {
      return packed;
    }

    @Override
    public void close() {
      cache.release(entry);
    }
  }

  /**
   * What was made under {@code key}, or, if there is nothing, {@code make}'s.
   *
   * @param make makes one, from memory that {@link Memory#cached} counts; must not come back to
   *     this cache
   * @param close gives its memory back
   */
  <T> Lease<T> lease(Key key, Class<T> type, Supplier<T> make, Consumer<T> close) {
    lock.lock();
    try {
      drop((other, entry) -> other.isStale());
      Entry entry = entries.get(key);
      if (entry == null) {
        T packed = make.get();
        entry = new Entry(packed, () -> close.accept(packed));
        entries.put(key, entry);
        memory.register(this);
      }
      entry.users++;
      return new Lease<>(this, entry, type.cast(entry.packed));
    } finally {
      lock.unlock();
    }
  }

  private void release(Entry entry) {
    lock.lock();
    try {
      entry.users--;
      if (entry.dropped && entry.users == 0) {
        entry.close.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops what nobody uses now, unless another thread is at it. */
  void dropIdle() {
    if (lock.tryLock()) {
      try {
        drop((key, entry) -> entry.users == 0);
      } finally {
        lock.unlock();
      }
    }
  }

  private void drop(BiPredicate<Key, Entry> which) {
    Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Entry> next = all.next();
      if (which.test(next.getKey(), next.getValue())) {
        all.remove();
        retire(next.getValue());
      }
    }
    if (entries.isEmpty()) {
      memory.unregister(this);
    }
  }

  private static void retire(Entry entry) {
    entry.dropped = true;
    if (entry.users == 0) {
      entry.close.run();
    }
  }

  /** Drops everything; what is in use, as soon as it no longer is. */
  @Override
  public void close() {
    lock.lock();
    try {
      drop((key, entry) -> true);
    } finally {
      lock.unlock();
    }
  }
}
