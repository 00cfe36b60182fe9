package anabranch.script;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a text says: it is a program, or refused with a {@link ScriptException}. */
final class MutatedProgramsTest {
  private static final int ROUNDS = 3_000;

  private static final List<String> SEEDS =
      List.of(
          """
          def collatz(n: int) -> int:
            steps = 0
            n0 = n
            _5 = torch.ne(n, 1)
            while _5:
              _6 = torch.eq(torch.remainder(n0, 2), 0)
              if _6:
                n1 = torch.floordiv(n0, 2)
              else:
                n1 = torch.add(torch.mul(3, n0), 1)
              steps0 = torch.add(steps, 1)
              _5, steps, n0 = torch.ne(n1, 1), steps0, n1
            return steps
          """,
          """
          def foo(x: Tensor, k: Optional[int]=None) -> Tuple[Tensor, List[int]]:
            futures = annotate(List[Future[Tensor]], [])
            for _0 in range(100):
              def __forked_function():
                return torch.neg(x)
              _1 = fork(__forked_function)
              _2 = torch.append(futures, _1)
            d = {"a": [1, 2], "b": [3]}
            y = torch.select(x, 0, -1)
            return (torch.wait(futures[0]), d["a"])
          """,
          """
          import torch
          def f(x, n: int = 3):
              "doc"
              y = x[1:, ::2, None, ..., -1] if n > 2 else -x ** 2
              z = [a + b for a, b in zip([1, 2], range(3)) if a != b]
              for i, c in enumerate("abc"):
                  if c in "ab" and not i == 1:
                      continue
                  y += z[i] * 2.5e-3
              assert y is not None, "none"
              return torch.stack([torch.jit.wait(torch.jit.fork(torch.neg, y))]), z
          """);

  @Test
  void whatJazzerStartsFromIsCompiledOrRefused() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(MutatedProgramsTest.class.getResource("/corpus/program"))
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        ProgramFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
      }
    }
  }

  @Test
  void isCompiledOrRefused() {
    SEEDS.forEach(Script::compile);
    Random random = new Random(20261123);
    int compiled = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = Mutated.of(SEEDS.get(i % SEEDS.size()), random);
      try {
        Script.compile(text);
        compiled++;
      } catch (ScriptException e) {
        assertTrue(!e.report().isEmpty());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + i + ":\n" + text, e);
      }
    }
    assertTrue(compiled > ROUNDS / 50 && compiled < ROUNDS, compiled + " compiled");
  }
}
