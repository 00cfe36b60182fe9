package anabranch.script.compile;

import anabranch.script.run.FunctionCode;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.ClassType;
import anabranch.script.type.TypeReader;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles {@code with}. */
final class Contexts {
  /** What is about gradients, which are never computed, or names a stretch for a profiler. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "torch.no_grad",
          "torch.enable_grad",
          "torch.set_grad_enabled",
          "torch.inference_mode",
          "torch.autograd.profiler.record_function",
          "torch.profiler.record_function");

  private static final int EXIT_ARGUMENTS = 4;

  private final Unit unit;
  private final Consumer<List<Stmt>> block;

  Contexts(Unit unit, Consumer<List<Stmt>> block) {
    this.unit = unit;
    this.block = block;
  }

  /** The object's {@code __enter__}, the body, and if its end is reached {@code __exit__}. */
  void with(Stmt.With s) {
    if (s.context() instanceof Expr.Call call
        && WITHOUT_EFFECT.contains(TypeReader.dotted(call.function()))) {
      block.accept(s.body());
      return;
    }
    Operand given = unit.expressions.value(s.context());
    FunctionCode enter = method(given, "__enter__", 1);
    FunctionCode exit = method(given, "__exit__", EXIT_ARGUMENTS);
    if (enter == null || exit == null) {
      unit.problem(
          s.context().at(),
          "with is supported for torch.no_grad() and its kind, and objects of the program that have"
              + " __enter__(self) and __exit__(self, type, value, traceback)");
      return;
    }
    int object = unit.emitter.slot();
    unit.emitter.move(s.at(), given, object);
    unit.emitter.emit(new Steps.Call(s.at(), enter, new int[] {object}, unit.emitter.slot()));
    block.accept(s.body());
    if (unit.flow.reached()) {
      int none = unit.emitter.constant(null).index();
      int[] arguments = {object, none, none, none};
      unit.emitter.emit(new Steps.Call(s.at(), exit, arguments, unit.emitter.slot()));
    }
  }

  private @Nullable FunctionCode method(Operand object, String name, int parameters) {
    FunctionCode method =
        object.type() instanceof ClassType type ? unit.linker.method(type, name) : null;
    return method != null && method.parameters().size() == parameters ? method : null;
  }
}
