package anabranch.cuda.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.op.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on random shapes, layouts and values: CUDA against the CPU fallback. */
final class CudaFuzzTest {
  private static final int ROUNDS = Integer.getInteger("anabranch.fuzz.rounds", 25);
  private static final long SEED = Long.getLong("anabranch.fuzz.seed", 20260101L);

  private static Devices devices;

  @BeforeAll
  static void open() {
    devices = Devices.open(Devices.Options.defaults().withThreads(2));
  }

  @AfterAll
  static void close() {
    devices.close();
  }

  static Stream<Program> programs() {
    return Stream.of(Programs.elementwise(), LinePrograms.all()).flatMap(Collection::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void cudaAgreesWithTheCpu(Program program) throws Exception {
    Device cpu = devices.get("cpu");
    Device cuda = devices.get("cuda:0");
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      String what = program.name() + ", seed " + seed;
      devices.call(
          () -> {
            List<Tensor> expected = run(program, seed, cpu);
            List<Tensor> actual = run(program, seed, cuda);
            assertEquals(expected.size(), actual.size(), what);
            for (int i = 0; i < expected.size(); i++) {
              Same.assertSame(
                  expected.get(i), actual.get(i), program.ulps(), program.scale(), what + ", " + i);
            }
            return null;
          });
    }
  }

  private static List<Tensor> run(Program program, long seed, Device device) {
    return device.use(
        () -> Scope.call(() -> program.body().apply(new Source(seed, device, program.special()))));
  }

  @Test
  void everyOperationIsCovered() {
    Set<Object> missing = new HashSet<>(operations());
    programs().forEach(program -> missing.remove(program.covers()));
    assertEquals(Set.of(), missing);
  }

  private static List<Object> operations() {
    List<Object> all = new ArrayList<>(List.of(Op.Reduction.values()));
    for (Class<?> kind : Op.class.getPermittedSubclasses()) {
      if (kind.isEnum()) {
        all.addAll(List.of(kind.getEnumConstants()));
      } else if (kind != Op.Reduce.class) {
        all.add(kind);
      }
    }
    return all;
  }
}
