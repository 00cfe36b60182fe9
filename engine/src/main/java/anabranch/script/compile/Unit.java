package anabranch.script.compile;

import anabranch.script.run.FunctionCode;
import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Source;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of the compiler share while they compile one function. */
final class Unit {
  final Linker linker;
  final Source source;
  final String module;
  final FunctionCode function;
  final Emitter emitter = new Emitter();
  final Map<String, Integer> slots = new LinkedHashMap<>();
  final Map<String, Static> statics = new HashMap<>();
  final Expressions expressions;
  final Calls calls;
  final OpCalls ops;
  final Indexing indexing;
  Flow flow = Flow.start();

  /**
   * A name for a function rather than a value.
   *
   * @param function it
   * @param captured the variables that it takes as arguments, in order; null for all that it is
   *     given
   */
  record Static(FunctionCode function, @Nullable List<String> captured) {}

  Unit(Linker linker, Source source, String module, FunctionCode function) {
    this.linker = linker;
    this.source = source;
    this.module = module;
    this.function = function;
    this.ops = new OpCalls(this);
    this.calls = new Calls(this);
    this.indexing = new Indexing(this);
    this.expressions = new Expressions(this);
  }

  /** Gives a variable its slot. */
  int variable(String name) {
    return slots.computeIfAbsent(name, n -> emitter.slot());
  }

  boolean isVariable(String name) {
    return slots.containsKey(name) || statics.containsKey(name);
  }

  /** Notes a problem; gives a value to go on with. */
  Operand problem(int at, String text) {
    linker.problems().add(source, function.name(), at, text);
    return new Operand(emitter.constant(null).index(), Simple.ANY);
  }

  Type type(Expr expr) {
    return linker.type(expr, source, function.name());
  }

  /** {@code wanted}, or a new slot if that is negative. */
  int target(int wanted) {
    return wanted >= 0 ? wanted : emitter.slot();
  }
}
