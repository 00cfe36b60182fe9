package anabranch.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.examples.LstmEnsemble;
import anabranch.profile.Profiler;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark runs once at a small size, its own check included. */
final class SmokeTest {
  @Test
  void matMul() throws Exception {
    MatMulBench bench = new MatMulBench();
    bench.shape = "5x7x9";
    bench.threads = 2;
    bench.open();
    assertDoesNotThrow(bench::matmul);
    bench.close();
  }

  @Test
  void lstm() throws Exception {
    LstmBench bench = new LstmBench();
    bench.shape = "3x2x5x8x2";
    bench.threads = 2;
    bench.open();
    assertDoesNotThrow(bench::lstm);
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void ensemble(LstmEnsemble.Mode mode) throws Exception {
    EnsembleBench bench = new EnsembleBench();
    bench.members = 2;
    bench.steps = 3;
    bench.batch = 2;
    bench.hidden = 8;
    bench.threads = 2;
    bench.mode = mode;
    bench.open();
    assertDoesNotThrow(bench::ensemble);
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void elementwise(ElementwiseBench.Kind kind) throws Exception {
    ElementwiseBench bench = new ElementwiseBench();
    bench.kind = kind;
    bench.elements = 1000;
    bench.threads = 2;
    bench.open();
    assertDoesNotThrow(bench::elementwise);
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void dispatch(DispatchBench.Kind kind) throws Exception {
    DispatchBench bench = new DispatchBench();
    bench.kind = kind;
    bench.open();
    assertDoesNotThrow(bench::dispatch);
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void alloc(int threads) throws Exception {
    AllocBench bench = new AllocBench();
    bench.bytes = 4096;
    bench.threads = threads;
    bench.open();
    assertDoesNotThrow(bench::alloc);
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void transfer(TransferBench.Way way) throws Exception {
    TransferBench bench = new TransferBench();
    bench.way = way;
    bench.elements = 1000;
    bench.threads = 1;
    bench.open();
    assertDoesNotThrow(bench::transfer);
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 10_000})
  void forkAwait(int size) throws Exception {
    ForkAwaitBench bench = new ForkAwaitBench();
    ForkAwaitBench.Pool pool = new ForkAwaitBench.Pool();
    pool.threads = 2;
    pool.open();
    ForkAwaitBench.Group group = new ForkAwaitBench.Group();
    group.size = size;
    group.open(pool);
    assertEquals(ForkAwaitBench.FORKS, bench.fromWorker(pool, group));
    assertDoesNotThrow(() -> bench.forkAwait(pool, group));
    pool.close();
  }

  @Test
  void forkAwaitElsewhere() throws Exception {
    ForkAwaitBench bench = new ForkAwaitBench();
    ForkAwaitBench.Pool pool = new ForkAwaitBench.Pool();
    pool.threads = 2;
    pool.open();
    ForkAwaitBench.Pause pause = new ForkAwaitBench.Pause();
    pause.rest();
    assertEquals(ForkAwaitBench.BREADTH * ForkAwaitBench.BREADTH, bench.nested(pool));
    assertEquals(ForkAwaitBench.FORKS, bench.fromOutside(pool));
    assertEquals(ForkAwaitBench.FORKS, bench.fromFourCallers(pool));
    assertEquals(1, bench.asleepAwaited(pool, pause));
    assertEquals(1, bench.asleepWoken(pool, pause));
    pool.close();
  }

  @ParameterizedTest
  @EnumSource
  void script(ScriptBench.Way way) throws Exception {
    ScriptBench bench = new ScriptBench();
    bench.threads = 2;
    bench.forks = 10;
    bench.way = way;
    bench.open();
    assertDoesNotThrow(bench::forks);
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void profiler(boolean recording) throws Exception {
    ProfilerBench bench = new ProfilerBench();
    bench.recording = recording;
    bench.threads = 2;
    bench.open();
    assertDoesNotThrow(bench::forkAwait);
    assertDoesNotThrow(bench::op);
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void hooks(HooksBench.What what) throws Exception {
    HooksBench bench = new HooksBench();
    bench.what = what;
    bench.threads = 1;
    bench.open();
    HooksBench.Nanos nanos = new HooksBench.Nanos();
    bench.both(nanos);
    assertTrue(nanos.with > 0 && nanos.without > 0 && nanos.each > 0);
    bench.close();
  }

  @Test
  void withoutHooksARecordingSeesNothing() throws Exception {
    assertEquals(1L, spans(true));
    assertEquals(0L, spans(false));
  }

  /** How many spans a recording of one range has, in an engine with hooks or without. */
  private static Object spans(boolean hooks) throws Exception {
    Class<?> ranges = new HooksLoader(hooks).loadClass(OneRange.class.getName());
    return ((Supplier<?>) ranges.getConstructor().newInstance()).get();
  }

  /** Records one range. */
  public static final class OneRange implements Supplier<Long> {
    @Override
    public Long get() {
      return Profiler.record(() -> Profiler.range("range", () -> {})).spans().count();
    }
  }

  @Test
  void thePrecisionThatIsMeasuredIsTheOneAskedFor() {
    EnsembleBench bench = new EnsembleBench();
    bench.threads = 1;
    bench.precision = "bf16";
    IllegalStateException error = assertThrows(IllegalStateException.class, bench::open);
    assertTrue(error.getMessage().contains("cpu computes in FP32"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4096, 100_000})
  void copyingHasABandwidth(long bytes) throws Exception {
    double rate = CopyBandwidth.gigabytesPerSecond(2, bytes);
    assertTrue(rate > 0 && Double.isFinite(rate), () -> "GB/s: " + rate);
  }

  @Test
  void aWrongResultStopsABenchmark() {
    assertThrows(IllegalStateException.class, () -> Check.close("it", 1, 1.1, 0.01));
    assertThrows(IllegalStateException.class, () -> Check.close("it", 1, Double.NaN, 0.01));
    assertThrows(IllegalStateException.class, () -> Check.positive("it", 0));
    assertThrows(IllegalStateException.class, () -> Check.same("it", 2, 1));
    assertThrows(
        IllegalStateException.class,
        () -> Check.same("it", new float[] {1, 2}, new float[] {1, 3}));
    assertThrows(
        IllegalStateException.class, () -> Check.same("it", new long[] {1}, new long[] {1, 1}));
  }
}
