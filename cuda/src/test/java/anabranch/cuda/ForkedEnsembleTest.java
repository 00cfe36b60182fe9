package anabranch.cuda;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.emulator.Emulator;
import anabranch.emulator.Gate;
import anabranch.emulator.LogLine;
import anabranch.nn.Lstm;
import anabranch.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tutorial's ensemble with all members and directions forked, as the driver sees it. */
@Tag("emulator")
@Timeout(120)
final class ForkedEnsembleTest {
  private static final int MEMBERS = 4;
  private static final int CHANNELS = 16;
  private static final int FORKS = 2 * MEMBERS;

  private final Emulator emulator = Emulator.attach();
  private final Devices devices = Devices.open(Devices.Options.defaults().withThreads(2));

  /** Two LSTMs, one of them over time reversed, at once. */
  private static final class Bidirectional extends Module<Tensor, Tensor> {
    private final Lstm ahead = child("cell_f", Lstm.of(CHANNELS, CHANNELS));
    private final Lstm back = child("cell_b", Lstm.of(CHANNELS, CHANNELS));

    @Override
    protected Tensor forward(Tensor x) {
      Future<Lstm.Output> first = fork(ahead, x);
      Tensor second = back.apply(x.flip(0)).output().flip(0);
      return Tensors.cat(2, await(first).output(), second);
    }
  }

  @AfterEach
  void close() {
    devices.close();
    List<String> reports = emulator.reports();
    emulator.reset();
    assertEquals(List.of(), reports);
  }

  /** Nothing is done before the gate opens, so no stream is leased a second time. */
  @Test
  void everyForkHasAStreamAndTheHostWaitsForNone() throws Exception {
    Device device = devices.get("cuda:0");
    List<LogLine> log =
        devices.call(
            () ->
                device.use(
                    () -> {
                      List<Bidirectional> models = new ArrayList<>();
                      for (int i = 0; i < MEMBERS; i++) {
                        models.add(new Bidirectional());
                      }
                      Tensor x = Tensors.rand(5, 3, CHANNELS);
                      forward(models, x).sum().item();
                      device.synchronize();
                      List<LogLine> lines;
                      Tensor y;
                      try (Gate _ = emulator.hold(Emulator.EVERYTHING)) {
                        emulator.startLog();
                        y = forward(models, x.mul(1)).sum();
                        lines = emulator.stopLog();
                      }
                      assertTrue(Float.isFinite(y.item()));
                      models.forEach(Bidirectional::close);
                      return lines;
                    }));
    assertFalse(log.stream().anyMatch(line -> line.kind().equals("sync")), log::toString);
    Set<Integer> streams =
        log.stream()
            .filter(line -> line.kind().equals("gemm"))
            .map(line -> line.number("stream"))
            .collect(Collectors.toSet());
    int caller = log.getLast().number("stream");
    assertEquals(FORKS, streams.size(), log::toString);
    assertFalse(streams.contains(caller), log::toString);
    streams.forEach(stream -> assertLeavesAndRejoins(log, stream));
  }

  private static Tensor forward(List<Bidirectional> models, Tensor x) {
    return Scope.call(
        () -> {
          List<Future<Tensor>> futures = new ArrayList<>();
          for (Bidirectional model : models) {
            futures.add(fork(model, x));
          }
          return Tensors.stack(awaitAll(futures));
        });
  }

  /**
   * Its first line waits for the stream that forked; after its last product another waits for it.
   */
  private static void assertLeavesAndRejoins(List<LogLine> log, int stream) {
    List<LogLine> own =
        log.stream()
            .filter(l -> l.fields().containsKey("stream") && l.number("stream") == stream)
            .toList();
    assertEquals("wait", own.getFirst().kind(), own::toString);
    int last =
        log.lastIndexOf(own.stream().filter(l -> l.kind().equals("gemm")).toList().getLast());
    assertTrue(
        log.subList(last, log.size()).stream()
            .anyMatch(
                l ->
                    l.kind().equals("wait")
                        && l.number("of") == stream
                        && l.number("stream") != stream),
        log::toString);
  }
}
