package anabranch.cuda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that make calls for virtual ones: the driver's current context belongs to the thread of
 * the system, which a virtual thread may leave between two calls.
 */
final class PlatformThreads implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("anabranch-cuda-", 1).factory());

  /** Whether the calling thread may not call the driver. */
  static boolean areNeeded() {
    return Thread.currentThread().isVirtual();
  }

  /** Runs {@code call} on one of the threads and waits until it has returned. */
  <T extends @Nullable Object> T call(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, threads).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** As {@link #call} for what returns nothing. */
  void run(Runnable call) {
    this.<@Nullable Void>call(
        () -> {
          call.run();
          return null;
        });
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
