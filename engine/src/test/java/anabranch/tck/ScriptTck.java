package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Devices;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import anabranch.profile.Span;
import anabranch.script.InterpreterFuzz;
import anabranch.script.Mutated;
import anabranch.script.Script;
import anabranch.script.ScriptException;
import anabranch.script.ScriptException.Kind;
import anabranch.script.ScriptException.Place.How;
import anabranch.script.ScriptLimits;
import anabranch.script.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs written in TorchScript: forks, futures, containers, errors and limits. */
public abstract class ScriptTck extends TckBase {
  private static final String CORPUS = "/corpus/interpreter";
  private static final String FOO =
      """
      import torch
      from typing import Dict, List, Optional, Tuple

      def foo(x):
          return torch.neg(x)

      """;

  private Object call(String program, Object... arguments) {
    Script script = Script.compile(FOO + program);
    return script.call("f", arguments);
  }

  private Tensor ones(long... sizes) {
    return Tensors.ones(device(), sizes);
  }

  @Test
  void theTutorialsFirstExample() {
    Tuple out =
        (Tuple)
            call(
                """
                @torch.jit.script
                def f(x):
                    future = torch.jit.fork(foo, x)
                    x_normal = foo(x)
                    # wait
                    x_parallel = torch.jit.wait(future)
                    return x_normal, x_parallel
                """,
                ones(1));
    Check.values((Tensor) out.get(0), -1);
    Check.values((Tensor) out.get(1), -1);
  }

  @Test
  void theTutorialsHundredForks() {
    Tensor out =
        (Tensor)
            call(
                """
                def f(x):
                    futures : List[torch.jit.Future[torch.Tensor]] = []
                    for _ in range(100):
                        futures.append(torch.jit.fork(foo, x))

                    results = []
                    for future in futures:
                        results.append(torch.jit.wait(future))

                    return torch.sum(torch.stack(results))
                """,
                ones());
    assertEquals(-100, out.item());
  }

  @Test
  void theTutorialsComprehensions() {
    Tensor out =
        (Tensor)
            call(
                """
                def f(x):
                    futures = [torch.jit.fork(foo, x) for _ in range(3)]
                    results = [torch.jit.wait(fut) for fut in futures]
                    return torch.stack(results).sum(dim=0)
                """,
                ones(2));
    Check.values(out, -3, -3);
  }

  @Test
  void packedSequencesAreChecked() {
    String pack = "def f(x, n):\n    return torch._pack_padded_sequence(x, n, False)\n";
    Tensor x = ones(3, 2, 1);
    for (long[] lengths : new long[][] {{3}, {1, 3}, {3, 0}, {4, 1}, {1L << 40, 1}}) {
      Tensor n = Tensors.of(device(), lengths, lengths.length);
      Check.refused(ScriptException.class, () -> call(pack, x, n), "ength");
    }
    String pad =
        "def f(x, n, to: int):\n    return torch._pad_packed_sequence(x, n, True, 0.0, to)\n";
    Tensor rows = ones(5, 2);
    for (long[] sizes : new long[][] {{}, {2, 2}, {2, 3}, {-1, 6}, {5, 0}}) {
      Tensor n = Tensors.of(device(), sizes, sizes.length);
      Check.refused(ScriptException.class, () -> call(pad, rows, n, 3), "packed sequences");
    }
    Tensor n = Tensors.of(device(), new long[] {3, 2}, 2);
    Check.refused(ScriptException.class, () -> call(pad, rows, n, 1), "total_length=1");
    Check.refused(ScriptException.class, () -> call(pad, rows, n, Long.MAX_VALUE), "limit");
  }

  @Test
  void slicesOfListsAndTextGoBackwardsToo() {
    Tuple out =
        (Tuple)
            call(
                """
                def f(l: List[int], big: int):
                    t = "abcdef"
                    return (l[::-1], l[3:0:-2], l[-1:-3:-1], l[10:-10:-1], l[1:10:3], l[5:2],
                            l[2:5:-1], l[::big], l[::-big], t[::-1], t[::2])
                """,
                List.of(0, 1, 2, 3, 4, 5),
                Long.MAX_VALUE);
    assertEquals(
        "[[5, 4, 3, 2, 1, 0], [3, 1], [5, 4], [5, 4, 3, 2, 1, 0], [1, 4], [], [], [0], [5],"
            + " fedcba, ace]",
        out.items().toString());
    Check.refused(
        ScriptException.class,
        () -> call("def f(l: List[int]):\n    return l[::0]\n", List.of(1)),
        "cannot be zero");
  }

  @Test
  void withIsForContextsOfGradientsAndOwnObjects() {
    Tensor out =
        (Tensor)
            call(
                """
                class Noted:
                    __annotations__["times"] = int
                    def __init__(self):
                        self.times = 0
                    def __enter__(self):
                        self.times += 1
                    def __exit__(self, kind, value, trace):
                        self.times += 10

                def f(x):
                    noted = Noted()
                    with torch.no_grad():
                        with noted:
                            y = x + noted.times
                    return y + noted.times
                """,
                ones(1));
    Check.values(out, 1 + 1 + 11);
    Check.refused(
        ScriptException.class,
        () -> Script.compile("def f(x):\n    with open(x):\n        return x\n"),
        "open");
    Check.refused(
        ScriptException.class,
        () -> Script.compile("def f(x):\n    with x:\n        return x\n"),
        "with is supported for torch.no_grad()");
  }

  @Test
  void profilesNameTheForksLine() {
    Script script = Script.compile("mine", FOO + "def f(x):\n    return torch.jit.fork(foo, x)\n");
    Profile profile = Profiler.record(() -> script.call("f", ones(1)));
    assertEquals(
        List.of("mine.f(mine:8)"),
        profile.spans().filter(span -> span.kind() == Span.Kind.FORK).map(Span::detail).toList());
  }

  @Test
  void operationsAndNamedArgumentsCanBeForked() {
    Tensor out =
        (Tensor)
            call(
                """
                def g(x, by: float = 2.0, plus: int = 1):
                    return x * by + plus

                def f(x):
                    a = torch.jit.fork(torch.neg, x)
                    b = torch.jit.fork(g, x, plus=5)
                    c = torch.jit.fork(torch.sum, x, dim=0)
                    return torch.jit.wait(a) + torch.jit.wait(b) + torch.jit.wait(c)
                """,
                ones(2));
    Check.values(out, 8, 8);
  }

  @Test
  void awaitingTwiceGivesTheSameTensor() {
    Tuple out =
        (Tuple)
            call(
                """
                def f(x):
                    a = torch.jit.fork(foo, x)
                    return torch.jit.wait(a), torch.jit.wait(a)
                """,
                ones(2));
    assertSame(out.get(0), out.get(1));
  }

  @Test
  void futuresAreValues() {
    Tensor out =
        (Tensor)
            call(
                """
                def plus(d: Dict[str, torch.jit.Future[torch.Tensor]], x):
                    return torch.jit.wait(d["a"]) + x

                def launch(x):
                    y = x + 1
                    return [torch.jit.fork(foo, y), torch.jit.fork(foo, x)]

                def f(x):
                    futures = torch.jit.wait(torch.jit.fork(launch, x))
                    d = {"a": futures[0]}
                    e = torch.jit.fork(plus, d, x)
                    return torch.jit.wait(e) + torch.jit.wait(futures[1])
                """,
                ones(2));
    Check.values(out, -2, -2);
  }

  @Test
  void aForkMayFillItsCallersList() {
    Tensor out =
        (Tensor)
            call(
                """
                def fill(to: List[torch.Tensor], x) -> None:
                    for i in range(3):
                        to.append(x * i)

                def f(x):
                    out: List[torch.Tensor] = []
                    torch.jit.wait(torch.jit.fork(fill, out, x))
                    return torch.stack(out).sum(0)
                """,
                ones(2));
    Check.values(out, 3, 3);
  }

  @Test
  void argumentsAreTakenWhenTheForkIsMade() {
    Tensor out =
        (Tensor)
            call(
                """
                def f(x):
                    futures = []
                    for i in range(4):
                        y = x * i
                        futures.append(torch.jit.fork(foo, y))
                        y = y * 100
                    total = torch.zeros_like(x)
                    for future in futures:
                        total += torch.jit.wait(future)
                    return total
                """,
                ones(1));
    Check.values(out, -6);
  }

  @Test
  void aChainOfForksOnOneThread() throws Exception {
    Script chain =
        Script.compile(
            FOO
                + """
                def link(before: torch.jit.Future[torch.Tensor], x):
                    return torch.jit.wait(before) + x

                def f(x, n: int):
                    last = torch.jit.fork(foo, x)
                    for _ in range(n):
                        last = torch.jit.fork(link, last, x)
                    return torch.jit.wait(last)
                """);
    try (Devices one = open(options().withThreads(1))) {
      float out =
          one.call(
              () -> {
                Tensor x = Tensors.ones(one.get(deviceName()), 1);
                return ((Tensor) chain.call("f", x, 2000)).item();
              });
      assertEquals(1999, out);
    }
  }

  @Test
  void forksInsideForks() {
    assertEquals(
        610L,
        call(
            """
            def fib(n: int) -> int:
                if n < 2:
                    return n
                a = torch.jit.fork(fib, n - 1)
                b = fib(n - 2)
                return torch.jit.wait(a) + b

            def f(n: int):
                return fib(n)
            """,
            15));
  }

  @Test
  void anErrorNamesItsPlaceAndTheForksItPassed() {
    ScriptException e =
        assertThrows(
            ScriptException.class,
            () ->
                call(
                    """
                    def two(x, y):
                        return x + y

                    def one(x, y):
                        return torch.jit.wait(torch.jit.fork(two, x, y))

                    def f(x, y):
                        a = torch.jit.fork(one, x, y)
                        return torch.jit.wait(a)
                    """,
                    ones(2, 3),
                    ones(2, 4)));
    assertEquals(Kind.FAILED, e.kind());
    assertTrue(
        e.getMessage()
            .contains(
                "The size of tensor a (3) must match the size of tensor b (4) at non-singleton"
                    + " dimension 1"));
    assertEquals(
        List.of(How.AT, How.FORKED, How.AWAITED, How.FORKED, How.AWAITED),
        e.places().stream().map(ScriptException.Place::how).toList());
    assertEquals("return x + y", e.places().getFirst().text());
    assertTrue(e.report().contains("    return x + y\n             ^"), e.report());
  }

  @Test
  void anErrorThatNobodyAwaitedIsNotLost() {
    Check.refused(
        ScriptException.class,
        () ->
            call(
                """
                def bad(x):
                    raise RuntimeError("lost and found")
                    return x

                def f(x):
                    torch.jit.fork(bad, x)
                    return x
                """,
                ones(1)),
        "lost and found");
  }

  @Test
  void aFailureEndsForksThatLoopForEver() {
    Check.refused(
        ScriptException.class,
        () ->
            call(
                """
                def spin(n: int) -> int:
                    while n > 0:
                        n += 1
                        n -= 1
                    return n

                def f(x):
                    torch.jit.fork(spin, 1)
                    return x + torch.zeros(7)
                """,
                ones(2, 3)),
        "must match");
  }

  @Test
  void numbersAreAsPythonsAre() {
    assertEquals(
        List.of(-4L, 1L, 3L, -1L, 2L, 8.0, 3.5, 2L, -3L),
        call(
            """
            def f():
                return [-7 // 2, -7 % 2, 7 // 2, 7 % -2, -7 % 3, 2 ** 3, 7 / 2, max(1, 2), min(-3, 4)]
            """));
    assertEquals(
        List.of(-2.0, 0.5, -0.5, 1.0),
        call("def f():\n    return [-1.5 // 1.0, -1.5 % 1.0, 1.5 % -1.0, abs(-1.0)]\n"));
  }

  @Test
  void wholeNumbersThatOverflowAreErrors() {
    for (String expression : List.of("n + n", "n * 3", "-(0 - n) + 2", "n << 2")) {
      Check.refused(
          ScriptException.class,
          () -> call("def f(n: int):\n    return " + expression + "\n", Long.MAX_VALUE),
          "64 bits");
    }
    Check.refused(
        ScriptException.class,
        () -> call("def f(n: int):\n    return 1 // n\n", 0),
        "ZeroDivision");
  }

  @Test
  void containersAreAsPythonsAre() {
    assertEquals(
        Tuple.of(
            List.of(1L, 2L, 3L, 9L),
            Map.of("a", List.of(1L, 1L), "b", List.of(2L)),
            List.of("b-a", "[1, 2]"),
            3L),
        call(
            """
            def f():
                a = [3, 1, 2]
                a.sort()
                a += [9]
                d = {"a": [1], "b": [2]}
                e: Dict[str, List[int]] = {}
                for k, v in d.items():
                    e[k] = v
                e["a"] = e["a"] * 2
                text = "-".join([k for k in ["b", "a"]])
                count = 0
                for i, c in enumerate("xyz"):
                    if c != "y" and i != 5:
                        count += i
                for p, q in zip([1, 2], ["u", "v"]):
                    if q in "v" and p not in [1]:
                        count += 1
                return a, e, [text, "{}".format([1, 2])], count
            """));
  }

  @Test
  void writesGoThroughViews() {
    Tensor out =
        (Tensor)
            call(
                """
                def f(x):
                    y = torch.zeros(2, 3)
                    y[0] = x
                    y[1, 1:] += 2
                    y[:, 0] = 5
                    y[y > 4] = 4
                    row = y[1]
                    row.mul_(10)
                    y[..., -1] = x[0] * 7
                    return y
                """,
                ones(3));
    Check.values(out.reshape(-1), 4, 1, 7, 40, 20, 7);
  }

  @Test
  void optionalsAreChecked() {
    String program =
        """
        def f(x: Optional[torch.Tensor], y: Optional[int] = None):
            if x is None:
                return -1
            n = x.size(0)
            if y is not None and y > 0:
                n += y
            return n
        """;
    assertEquals(-1L, call(program, (Object) null));
    assertEquals(3L, call(program, ones(3)));
    assertEquals(7L, call(program, ones(3), 4));
  }

  @Test
  void stepsAreLimited() {
    limited(
        ScriptLimits.DEFAULT.withSteps(100_000),
        "def f():\n    n = 0\n    while True:\n        n = 1 - n\n",
        "100000 steps");
  }

  @Test
  void stepsOfForksCountTogether() {
    limited(
        ScriptLimits.DEFAULT.withSteps(100_000),
        """
        def spin() -> int:
            n = 0
            while n < 30000:
                n += 1
            return n

        def f():
            futures = [torch.jit.fork(spin) for _ in range(8)]
            return [torch.jit.wait(future) for future in futures]
        """,
        "steps");
  }

  @Test
  void timeIsLimited() {
    limited(
        ScriptLimits.DEFAULT.withTime(Duration.ofMillis(30)),
        "def f():\n    n = 0\n    while True:\n        n = 1 - n\n",
        "longer than its limit");
  }

  @Test
  void aForkThatAwaitsItselfEndsWhenTimeIsUp() {
    limited(
        ScriptLimits.DEFAULT.withTime(Duration.ofMillis(30)),
        """
        def stuck(me: List[torch.jit.Future[int]]) -> int:
            while len(me) == 0:
                n = 1
            return torch.jit.wait(me[0])

        def f():
            me: List[torch.jit.Future[int]] = []
            future = torch.jit.fork(stuck, me)
            me.append(future)
            return torch.jit.wait(future)
        """,
        "longer than its limit");
  }

  @Test
  void depthIsLimited() {
    limited(ScriptLimits.DEFAULT, "def f() -> int:\n    return f() + 1\n", "calls deeper");
  }

  @Test
  void liveForksAreLimited() {
    limited(
        ScriptLimits.DEFAULT.withForks(5).withTime(Duration.ofSeconds(5)),
        """
        def more(n: int) -> int:
            return torch.jit.wait(torch.jit.fork(more, n + 1))

        def f():
            return more(0)
        """,
        "live forks");
  }

  @Test
  void bytesAreLimited() {
    ScriptLimits small = ScriptLimits.DEFAULT.withBytes(1 << 20);
    for (String body :
        List.of(
            "torch.zeros(1 << 40)",
            "torch.zeros(1 << 30, 1 << 30, 1 << 30)",
            "torch.arange(1 << 40)",
            "torch.ones(1).expand(1 << 40) + 1",
            "torch.ones(1).repeat(1 << 40)",
            "torch.ones(4000, 1).matmul(torch.ones(1, 4000))",
            "torch.ones(4000, 1) + torch.ones(4000)",
            "torch.cat([torch.ones(1000)] * 1000)",
            "torch.ones(10)[torch.zeros(1, dtype=torch.int64).expand(1 << 40)]",
            "(torch.ones(1) > 0).expand(1 << 40).nonzero()",
            "[0] * (1 << 40)",
            "[0] * 1000000",
            "'ab' * (1 << 28)",
            "'ab' * 1000000")) {
      limited(small, "def f():\n    x = " + body + "\n    return 0\n", "");
    }
    limited(
        small,
        "def f():\n    s = 'ab'\n    for _ in range(60):\n        s = s + s\n    return s\n",
        "bytes");
    limited(
        small,
        "def f():\n    a: List[int] = []\n    while True:\n        a.append(1)\n    return a\n",
        "bytes");
  }

  private void limited(ScriptLimits limits, String program, String part) {
    Script script = Script.compile(FOO + program).with(limits);
    ScriptException e = assertThrows(ScriptException.class, () -> script.call("f"));
    boolean refused = e.kind() == Kind.LIMIT || part.isEmpty();
    assertTrue(refused && e.getMessage().contains(part), e.report());
  }

  @Test
  void valuesThatHoldOthersTwiceAgainAndAgainEndSoon() {
    String build =
        """
        def twice(x: List[Any]) -> List[Any]:
            return [x, x]

        def build() -> List[Any]:
            x: List[Any] = [1]
            for _ in range(50):
                x = twice(x)
            return x

        """;
    assertInstanceOf(List.class, call(build + "def f():\n    return build()\n"));
    assertEquals(true, call(build + "def f():\n    return len(str(build())) < 2000000\n"));
    Check.refused(
        ScriptException.class,
        () -> call(build + "def f():\n    return build() == build()\n"),
        "too many parts");
  }

  @Test
  void whateverAProgramDoesItEndsWithinItsLimits() {
    String seed =
        FOO
            + """
            def g(n: int, to: List[int]) -> int:
                for i in range(n):
                    to.append(i // 3 - (i % 5) * 2)
                return len(to)

            def f():
                x = torch.arange(6).reshape(2, 3)
                x[0, 1:] += 7
                out: List[int] = []
                d = {"a": 1.5, "b": 2.0}
                futures = [torch.jit.fork(g, n, out) for n in range(4)]
                total = sum([torch.jit.wait(future) for future in futures])
                while total > 3 and len(d) < 5:
                    total -= 1
                    d["{}".format(total)] = total / 2
                return x.sum(), total, out[1:3], d["a"], torch.cat([x, x]).size(0)
            """;
    ScriptLimits limits = new ScriptLimits(20_000, 50, 50, 1 << 20, Duration.ofMillis(200));
    Random random = new Random(7);
    int ran = 0;
    for (int i = 0; i < 400; i++) {
      String text = Mutated.of(seed, random);
      try {
        Script.compile(text).with(limits).call("f");
        ran++;
      } catch (ScriptException | IllegalArgumentException e) {
        assertTrue(e instanceof ScriptException || e.getMessage().contains("no function 'f'"));
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + i + ":\n" + text, e);
      }
    }
    assertTrue(ran > 10, ran + " ran");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void whatJazzerStartsFromEndsWithinItsLimits(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ScriptTck.class.getResourceAsStream(CORPUS + "/" + name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int gave = InterpreterFuzz.run(text, device());
      assertTrue(gave > 0 || name.startsWith("found"), name + " gave nothing");
    }
  }

  static List<String> corpus() {
    return Goldens.resources(CORPUS, "");
  }

  @Test
  void aTrustedProgramHasNoLimits() {
    Script script =
        Script.compile("def f():\n    return len([0] * 1000)\n").with(ScriptLimits.TRUSTED);
    assertEquals(1000L, assertInstanceOf(Long.class, script.call("f")));
  }

  @Test
  void aLongLoopFreesAsItGoes() {
    Script script =
        Script.compile(
            """
            import torch

            def f(x, n: int):
                h = x
                for i in range(n):
                    h = torch.tanh(h + x) * 0.5
                    out = [h, x]
                    h = torch.stack(out).mean(0)
                return h
            """);
    long before = device().memory().live();
    Tensor x = ones(1000);
    Tensor out = (Tensor) script.call("f", x, 400);
    assertTrue(device().memory().peak() - before < 1_500_000, device().memory().toString());
    assertEquals(1000, out.numel());
  }
}
