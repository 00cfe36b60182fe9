package anabranch.io.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads very many hostile files and prints how it went: {@code HostileRun [count] [seed] [first]}.
 * Ends with 1 at the first that breaks a promise, and says which it was, and with 2 if one does not
 * end at all.
 */
public final class HostileRun {
  private static final long LONGEST_MILLIS = 30_000;
  private static final long REPORT = 20_000;

  private HostileRun() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long count = args.length > 0 ? Long.parseLong(args[0]) : 200_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    long first = args.length > 2 ? Long.parseLong(args[2]) : 0;
    Path file = Files.createTempFile("hostile", ".pt");
    Attempt attempt = new Attempt(file);
    HostileFiles files = new HostileFiles(seed);
    AtomicLong at = new AtomicLong(first);
    watch(at, seed);
    for (; at.get() < first + count; at.incrementAndGet()) {
      try {
        files.run(at.get(), attempt);
      } catch (Throwable e) {
        System.err.printf("file %d of seed %d, kept as %s%n", at.get(), seed, file);
        e.printStackTrace();
        System.exit(1);
      }
      if ((at.get() + 1) % REPORT == 0) {
        System.out.printf("up to file %,d of seed %d: %s%n", at.get(), seed, attempt);
      }
    }
    Files.delete(file);
    System.out.printf("%,d hostile files, seed %d: %s%n", count, seed, attempt);
  }

  /** Ends the process if one file takes for ever: nothing else could. */
  private static void watch(AtomicLong at, long seed) {
    Thread watch =
        new Thread(
            () -> {
              for (long seen = -1; seen != at.get(); ) {
                seen = at.get();
                try {
                  Thread.sleep(LONGEST_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
              }
              System.err.printf("file %d of seed %d does not end%n", at.get(), seed);
              Runtime.getRuntime().halt(2);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
