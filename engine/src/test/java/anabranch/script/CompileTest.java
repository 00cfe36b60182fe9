package anabranch.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.script.ScriptException.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about a program before it runs. */
final class CompileTest {
  private static ScriptException refused(String program) {
    return assertThrows(ScriptException.class, () -> Script.compile(program));
  }

  @Test
  void functionsAreNamedInOrder() {
    Script script =
        Script.compile(
            """
            import torch

            def b(x):
                return x


            def a(x):
                "says what it does"
                return b(x)
            """);
    assertEquals(List.of("b", "a"), List.copyOf(script.functions()));
    assertEquals(Set.of("b", "a"), script.functions());
  }

  @Test
  void everythingThatIsNotSupportedIsNamedAtOnce() {
    ScriptException e =
        refused(
            """
            def f(x):
                y = torch.stft(x)
                z = torch.neg(y, 3)
                for i in range(3):
                    y = x.frobnicate()
                return nothing + z
            """);
    assertEquals(Kind.UNSUPPORTED, e.kind());
    assertEquals(
        List.of(2, 3, 5, 6), e.places().stream().map(ScriptException.Place::line).toList());
    for (String part :
        List.of("aten::stft", "aten::neg takes (Any, int)", "frobnicate", "'nothing'")) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Test
  void theCaretIsUnderTheMistake() {
    ScriptException e = refused("def f(x):\n    return x + + *\n");
    assertEquals(Kind.SYNTAX, e.kind());
    assertEquals("return x + + *", e.places().getFirst().text());
    assertTrue(e.report().endsWith("    return x + + *\n                 ^"), e.report());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f(:\n    return 1\n",
        "def f(x)\n    return 1\n",
        "def f(x):\nreturn 1\n",
        "def f(x):\n      return 1\n   return 2\n",
        "def f(x):\n    return 'abc\n",
        "def f(x):\n    return f'{x}'\n",
        "def f(x):\n    return 99999999999999999999\n",
        "def f(x):\n    return 12ab\n",
        "def f(x):\n    return x ? 1\n",
        "def f(x):\n    return (x\n",
        "def f(*x):\n    return 1\n",
        "def f(x):\n    return lambda y: y\n",
        "def f(x):\n    a = b = x\n",
        "def f(x):\n    return g(a=1, 2)\n",
        "def f(x):\n    return '\\x1'\n"
      })
  void whatIsNoProgramIsASyntaxError(String program) {
    assertEquals(Kind.SYNTAX, refused(program).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "if x.sum() > 0:⏎  y = x⏎return y | 'y' may have no value",
        "return zz | 'zz' is not defined",
        "return x.foo | no attribute 'foo'",
        "return f() | lacks its argument 'x'",
        "return f(x, x) | takes 1 arguments, got 2",
        "return f(x, y=x) | takes no further 'y'",
        "return f('a') | takes Tensor as 'x', got str",
        "break | there is no loop here",
        "return torch.add(x, 'a') | no form of aten::add takes (Tensor, str)",
        "return torch.jit.wait(x) | wait takes a Future",
        "a, b = 1, 2, 3⏎return a | 2 values are taken from a tuple of 3",
        "return (1, 2)[5] | index 5 is out of a tuple of 2",
        "y: Blob = x⏎return y | type 'Blob' is not supported",
        "y: int = 'a'⏎return y | this is str, not int",
        "return CONSTANTS.c0 | no constant c0",
        "for a in 3:⏎  pass⏎return x | int is not iterable",
        "x.shape = 3⏎return x | no attribute 'shape' to set",
        "class A:⏎  pass⏎return x | classes stand outside of functions"
      })
  void mistakesAreNamed(String body, String problem) {
    String program = "def f(x):\n    " + body.replace("⏎", "\n    ") + "\n";
    ScriptException e = refused(program);
    assertEquals(Kind.UNSUPPORTED, e.kind());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void deepNestingIsRefusedNotAStackOverflow() {
    for (String expression :
        List.of(
            "(".repeat(100_000),
            "-".repeat(100_000) + "1",
            "[".repeat(5_000) + "]".repeat(5_000),
            "not ".repeat(50_000) + "x",
            "1" + "**1".repeat(50_000),
            "1 if x else ".repeat(50_000) + "1")) {
      assertEquals(Kind.SYNTAX, refused("def f(x):\n    return " + expression + "\n").kind());
    }
    StringBuilder nested = new StringBuilder("def f(x):\n");
    for (int i = 1; i < 400; i++) {
      nested.append(" ".repeat(i)).append("if True:\n");
    }
    assertEquals(Kind.SYNTAX, refused(nested + " ".repeat(400) + "pass\n").kind());
  }

  @Test
  void longChainsCompileOrAreRefused() {
    String sum = "x" + " + x".repeat(50_000);
    ScriptException e = refused("def f(x):\n    return " + sum + "\n");
    assertTrue(e.getMessage().contains("deep"), e.getMessage());
    Script.compile("def f(x):\n    return x" + " + x".repeat(500) + "\n");
  }

  @Test
  void typesThatDoubleAndLoopsInLoopsEndSoon() {
    StringBuilder doubled = new StringBuilder("def f(x, c: bool):\n    a = x\n    b = x\n");
    for (int i = 0; i < 60; i++) {
      doubled.append("    a = (a, a)\n    b = [b, b]\n    if c:\n        a = (b, b)\n");
    }
    Script.compile(doubled + "    return a == b\n");
    StringBuilder loops = new StringBuilder("def f(x):\n");
    for (int i = 0; i < 40; i++) {
      loops.append("    ").append("a").append(i).append(" = None\n");
    }
    for (int i = 0; i < 40; i++) {
      String indent = " ".repeat(4 + i);
      loops.append(indent).append("while len(x) > 1:\n");
      loops.append(indent).append(" a%d = 1\n".formatted(i));
      loops.append(indent).append(" a%d = a%d\n".formatted((i * 7) % 40, (i * 11) % 40));
    }
    try {
      Script.compile(loops.toString());
    } catch (ScriptException e) {
      assertEquals(Kind.UNSUPPORTED, e.kind());
    }
  }

  @Test
  void limitsAreNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> ScriptLimits.DEFAULT.withSteps(-1));
    assertThrows(IllegalArgumentException.class, () -> ScriptLimits.DEFAULT.withForks(-1));
    assertThrows(IllegalArgumentException.class, () -> ScriptLimits.DEFAULT.withBytes(-1));
  }
}
