package anabranch.script.compile;

import anabranch.script.run.FunctionCode;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Source;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import org.jspecify.annotations.Nullable;

/** Compiles one function. */
final class FunctionCompiler {
  private final Unit unit;
  private final Statements statements;

  FunctionCompiler(Linker linker, Source source, String module, FunctionCode function) {
    this.unit = new Unit(linker, source, module, function);
    this.statements = new Statements(unit);
  }

  Unit unit() {
    return unit;
  }

  /**
   * Compiles {@code def} into the function.
   *
   * @param infer whether what it returns is to be found out
   */
  void compile(Stmt.Def def, boolean infer) {
    FunctionCode function = unit.function;
    for (FunctionCode.Parameter parameter : function.parameters()) {
      int slot = unit.variable(parameter.name());
      if (slot != unit.flow.types().size()) {
        unit.problem(def.at(), "two parameters are called '" + parameter.name() + "'");
      }
      unit.flow.types().put(parameter.name(), parameter.type());
    }
    Assigned.in(def.body()).forEach(unit::variable);
    try {
      statements.block(def.body());
    } catch (StackOverflowError e) {
      unit.problem(def.at(), "this function's expressions nest too deep");
      unit.flow = Flow.dead();
    }
    end(def, infer);
    unit.emitter.finish(function);
  }

  private void end(Stmt.Def def, boolean infer) {
    @Nullable Type returned = statements.returned();
    if (unit.flow.reached()) {
      Operand none = unit.emitter.constant(null);
      unit.emitter.emit(new Steps.Return(def.at(), none.index()));
      returned = returned == null ? Simple.NONE : Type.either(returned, Simple.NONE);
    }
    Type result = returned == null ? Simple.NONE : returned;
    if (infer) {
      unit.function.result(result);
    } else if (returned != null && new Match().of(unit.function.result(), result) == Match.NEVER) {
      unit.problem(
          def.at(), "it returns %s, but says %s".formatted(result, unit.function.result()));
    }
  }
}
