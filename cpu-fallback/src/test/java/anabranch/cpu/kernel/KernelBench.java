package anabranch.cpu.kernel;

import anabranch.spi.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Times the kernels against the multiply-adds the machine can do, measured in between: a program,
 * not a test. Arguments: seconds for each line (5), threads (2).
 */
final class KernelBench {
  private static final int PEAK_ROUNDS = 2_000_000;

  private final Pool pool;
  private final Pooled memory = new Pooled();
  private final Compute one = Compute.of(Fixtures.workers(1), memory);
  private final Compute sliced;
  private final Random random = new Random(1);
  private final double seconds;
  private volatile float sink;

  private KernelBench(double seconds, int threads) {
    this.seconds = seconds;
    this.pool = new Pool(threads);
    this.sliced = one.with(pool);
  }

  public static void main(String[] args) throws Exception {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 5;
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    new KernelBench(seconds, threads).all();
    System.exit(0);
  }

  private void all() throws Exception {
    gemm(2400, 4096, 1024);
    gemm(512, 512, 512);
    for (int rows : new int[] {48, 50, 25, 13, 1}) {
      step(rows);
    }
    layers(50, 50, 1024);
    layers(50, 1, 1024);
    layers(50, 8, 256);
    layers(50, 1, 32);
  }

  private void gemm(int m, int n, int k) throws Exception {
    Strided a = Fixtures.matrix(random, m, k);
    Strided b = Fixtures.matrix(random, n, k).transposed();
    Strided out = Fixtures.zeros(m, n);
    PackedPanels packed = PackedPanels.of(one, b, k, n);
    String name = "product %d x %d x %d".formatted(m, n, k);
    double work = 2.0 * m * n * k;
    measure(name, work, 1, () -> Product.of(m, n, k, a, b, out).run(one));
    measure(name + " packed", work, 1, () -> Product.of(m, n, k, a, b, out).run(one, packed));
    measure(
        name + " packed, sliced",
        work,
        pool.size(),
        () -> Product.of(m, n, k, a, b, out).run(sliced, packed));
  }

  /** The hidden state's product of one step at C = 1024: all panels of weights. */
  private void step(int rows) throws Exception {
    int size = 1024;
    FloatKernels kernels = one.kernels();
    RowTiles tiles = RowTiles.of(rows, kernels.tileHeights());
    Tile tile = tiles.newTile(kernels);
    PackedPanels packed =
        PackedPanels.of(one, Fixtures.matrix(random, size, 4 * size), size, 4 * size);
    MemorySegment left = memory.take(PackedRows.bytes(rows, size)).segment();
    MemorySegment sums = memory.take(4L * rows * kernels.panel()).segment();
    left.fill((byte) 0);
    sums.fill((byte) 0);
    measure(
        "step of %d rows".formatted(rows),
        8.0 * rows * size * size,
        1,
        () -> {
          for (int i = 0; i < 4 * size / kernels.panel(); i++) {
            for (int t = 0; t < tiles.count(); t++) {
              long at = 4L * tiles.start(t) * kernels.panel();
              kernels.startFrom(tile, tiles.height(t), sums, at);
              tiles.multiply(kernels, tile, t, left, packed.panel(i));
              kernels.leave(tile, tiles.height(t), sums, at);
            }
          }
        });
  }

  private void layers(int steps, int batch, int size) throws Exception {
    int threads = pool.size();
    List<Runnable> serial = new ArrayList<>();
    List<Runnable> cut = new ArrayList<>();
    for (int i = 0; i < 2 * threads; i++) {
      PackedRecurrent weights = PackedRecurrent.lstm(one, parameters(size));
      Strided x = Fixtures.sequence(random, steps, batch, size);
      Strided y = Fixtures.sequence(null, steps, batch, size);
      RecurrentCall call = new RecurrentCall(steps, batch, i % 2 > 0, x, null, null, y, null, null);
      serial.add(() -> call.run(one, weights));
      cut.add(() -> call.run(sliced, weights));
    }
    String name = "lstm T=%d B=%d C=%d".formatted(steps, batch, size);
    double work = 16.0 * steps * batch * size * size;
    measure(name, work, 1, () -> serial.forEach(Runnable::run), 2 * threads);
    measure(name + ", forked", work, threads, () -> pool.forkAll(serial), 2 * threads);
    measure(
        name + ", sliced",
        work,
        threads,
        () -> pool.forkAll(List.of(() -> cut.forEach(Runnable::run))),
        2 * threads);
  }

  private PackedRecurrent.Parameters parameters(int size) {
    return new PackedRecurrent.Parameters(
        size,
        size,
        scaled(4 * size, size),
        scaled(4 * size, size),
        scaled(1, 4 * size),
        scaled(1, 4 * size),
        0,
        null);
  }

  /** Small weights, as layers have them: with large ones all gates would be 0 or 1. */
  private Strided scaled(int rows, int columns) {
    Strided matrix = Fixtures.matrix(random, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.set(i, j, matrix.get(i, j) / 32);
      }
    }
    return matrix;
  }

  private void measure(String name, double work, int threads, Runnable job) throws Exception {
    measure(name, work, threads, job, 1);
  }

  private void measure(String name, double work, int threads, Runnable job, int times)
      throws Exception {
    List<Double> rates = new ArrayList<>();
    List<Double> peaks = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end || rates.size() < 5) {
      peaks.add(rate(threads * FmaPeak.operations(PEAK_ROUNDS), () -> peak(threads)));
      int repeat = (int) Math.max(1, 2e9 / (work * times));
      rates.add(rate(work * times * repeat, () -> repeat(job, repeat)));
    }
    double rate = median(rates.subList(rates.size() / 3, rates.size()));
    double peak = median(peaks.subList(peaks.size() / 3, peaks.size()));
    System.out.printf(
        "%-40s %7.1f GFLOP/s, %5.1f %% of %.1f on %d; %.1f us%n",
        name, rate, 100 * rate / peak, peak, threads, work * times / rate / 1e3);
  }

  private static void repeat(Runnable job, int times) {
    for (int i = 0; i < times; i++) {
      job.run();
    }
  }

  private void peak(int threads) {
    Runnable run = () -> sink = FmaPeak.run(PEAK_ROUNDS);
    if (threads == 1) {
      run.run();
    } else {
      List<Runnable> runs = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        runs.add(run);
      }
      pool.forkAll(runs);
    }
  }

  private static double rate(double operations, Runnable job) {
    long start = System.nanoTime();
    job.run();
    return operations / (System.nanoTime() - start);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** A first-in-first-out pool; slices come from a shared counter. */
  private static final class Pool implements Workers {
    private final ForkJoinPool threads;

    Pool(int size) {
      this.threads =
          new ForkJoinPool(size, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }

    @Override
    public int size() {
      return threads.getParallelism();
    }

    @Override
    public void run(int slices, IntConsumer slice) {
      AtomicInteger next = new AtomicInteger();
      AtomicInteger done = new AtomicInteger();
      Runnable take =
          () -> {
            for (int i = next.getAndIncrement(); i < slices; i = next.getAndIncrement()) {
              slice.accept(i);
              done.getAndIncrement();
            }
          };
      for (int i = 1; i < Math.min(size(), slices); i++) {
        threads.execute(take);
      }
      take.run();
      while (done.get() < slices) {
        Thread.onSpinWait();
      }
    }

    void forkAll(List<Runnable> jobs) {
      List<Future<?>> futures = new ArrayList<>();
      for (Runnable job : jobs) {
        futures.add(threads.submit(job));
      }
      for (Future<?> future : futures) {
        try {
          future.get();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Memory kept from call to call. */
  private static final class Pooled implements WorkingMemory {
    private final Map<Long, Queue<MemorySegment>> free = new ConcurrentHashMap<>();

    @Override
    public Piece take(long bytes) {
      long size = Long.highestOneBit(Math.max(64, bytes) * 2 - 1);
      Queue<MemorySegment> queue = free.computeIfAbsent(size, _ -> new ConcurrentLinkedQueue<>());
      MemorySegment found = queue.poll();
      MemorySegment segment = found != null ? found : Arena.global().allocate(size, 64);
      return new Piece() {
        @Override
        public MemorySegment segment() {
          return segment;
        }

        @Override
        public void close() {
          queue.add(segment);
        }
      };
    }
  }
}
