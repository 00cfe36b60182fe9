package anabranch.script.compile;

import anabranch.script.run.FunctionCode;
import anabranch.script.run.Loops;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles statements. */
final class Statements {
  private static final int ROUNDS = 4;

  /** Instructions that may be compiled for nothing: loops in loops could ask for very many. */
  private static final int WASTE = 500_000;

  /** What a round costs besides. */
  private static final int ROUND = 1_000;

  private final Unit unit;
  private final Targets targets;
  private final Contexts contexts;
  private final Deque<Loop> loops = new ArrayDeque<>();
  private @Nullable Type returned;
  private int wasted;

  /** A loop around the statement: where its ends lead is known later. */
  private static final class Loop {
    final List<Steps.Jump> breaks = new ArrayList<>();
    final List<Steps.Jump> continues = new ArrayList<>();
    Flow after = Flow.dead();
    Flow again = Flow.dead();
  }

  private interface Body {
    void compile(Loop loop);
  }

  Statements(Unit unit) {
    this.unit = unit;
    this.targets = new Targets(unit);
    this.contexts = new Contexts(unit, this::block);
  }

  /** What was returned so far, or null. */
  @Nullable Type returned() {
    return returned;
  }

  void block(List<Stmt> body) {
    for (Stmt statement : body) {
      if (!unit.flow.reached()) {
        return;
      }
      int taken = unit.emitter.taken();
      statement(statement);
      unit.emitter.release(taken);
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.Assign s -> targets.assign(s);
      case Stmt.Augmented s -> targets.augment(s);
      case Stmt.Evaluate s -> unit.expressions.value(s.value());
      case Stmt.If s -> branch(s);
      case Stmt.While s -> loop(loop -> whileLoop(s, loop));
      case Stmt.For s -> iteration(s);
      case Stmt.Return s -> giveBack(s);
      case Stmt.Break s -> leave(s.at(), true);
      case Stmt.Continue s -> leave(s.at(), false);
      case Stmt.Raise s -> raise(s.at(), message(s.error()));
      case Stmt.Assert s -> assertion(s);
      case Stmt.Delete s -> targets.delete(s.target());
      case Stmt.With s -> contexts.with(s);
      case Stmt.Def s -> closure(s);
      case Stmt.Nothing s -> {}
      case Stmt.ClassDef s -> unit.problem(s.at(), "classes stand outside of functions");
    }
  }

  private void branch(Stmt.If s) {
    Operand condition = unit.expressions.value(s.condition());
    Steps.Branch otherwise = unit.emitter.emit(new Steps.Branch(s.at(), condition.index(), false));
    Flow before = unit.flow;
    unit.flow = Refine.when(unit, s.condition(), true, before.copy());
    block(s.then());
    Flow then = unit.flow;
    if (s.otherwise().isEmpty()) {
      otherwise.target(unit.emitter.pc());
      unit.flow = then.with(Refine.when(unit, s.condition(), false, before.copy()));
      return;
    }
    Steps.Jump end = then.reached() ? unit.emitter.emit(new Steps.Jump(s.at())) : null;
    otherwise.target(unit.emitter.pc());
    unit.flow = Refine.when(unit, s.condition(), false, before.copy());
    block(s.otherwise());
    if (end != null) {
      end.target(unit.emitter.pc());
    }
    unit.flow = then.with(unit.flow);
  }

  /**
   * Compiles a loop. Where its body gives a variable another type than it had before, it is
   * compiled again with the type that it may have then.
   */
  private void loop(Body body) {
    Flow before = unit.flow.copy();
    for (int round = 0; ; round++) {
      Emitter.Mark mark = unit.emitter.mark();
      int problems = unit.linker.problems().size();
      Type returnedBefore = returned;
      Loop loop = new Loop();
      loops.push(loop);
      body.compile(loop);
      loops.pop();
      Flow wide = before.with(loop.again);
      boolean stable =
          !loop.again.reached()
              || before.types().entrySet().stream()
                  .allMatch(e -> e.getValue().equals(wide.types().get(e.getKey())));
      wasted += stable ? 0 : ROUND + unit.emitter.pc() - mark.code();
      if (stable || round == ROUNDS || wasted > WASTE) {
        loop.breaks.forEach(jump -> jump.target(unit.emitter.pc()));
        unit.flow = loop.after;
        return;
      }
      unit.emitter.backTo(mark);
      unit.linker.problems().cutTo(problems);
      returned = returnedBefore;
      Flow next = new Flow(before.copy().types(), true);
      before
          .types()
          .forEach(
              (name, type) -> next.types().put(name, wide.types().getOrDefault(name, Simple.ANY)));
      before = next;
      unit.flow = next.copy();
    }
  }

  private void whileLoop(Stmt.While s, Loop loop) {
    int start = unit.emitter.pc();
    Steps.Branch exit = null;
    Flow out = Flow.dead();
    if (!(s.condition() instanceof Expr.Bool forever && forever.value())) {
      Operand condition = unit.expressions.value(s.condition());
      exit = unit.emitter.emit(new Steps.Branch(s.at(), condition.index(), false));
      out = Refine.when(unit, s.condition(), false, unit.flow.copy());
      unit.flow = Refine.when(unit, s.condition(), true, unit.flow);
    }
    block(s.body());
    again(s.at(), loop, start);
    if (exit != null) {
      exit.target(unit.emitter.pc());
    }
    loop.after = loop.after.with(out);
  }

  private void again(int at, Loop loop, int start) {
    loop.again = loop.again.with(unit.flow);
    loop.continues.forEach(jump -> jump.target(start));
    if (unit.flow.reached()) {
      unit.emitter.emit(new Steps.Jump(at)).target(start);
    }
  }

  private void iteration(Stmt.For s) {
    int cursor = unit.emitter.slot();
    Type element = unit.sequences.cursor(s.items(), cursor);
    loop(loop -> forLoop(s, loop, cursor, element));
  }

  private void forLoop(Stmt.For s, Loop loop, int cursor, Type element) {
    int start = unit.emitter.pc();
    int item =
        s.target() instanceof Expr.Name name ? unit.variable(name.name()) : unit.emitter.slot();
    Loops.Next next = unit.emitter.emit(new Loops.Next(s.at(), cursor, item));
    Flow out = unit.flow.copy();
    targets.store(s.at(), s.target(), new Operand(item, element));
    block(s.body());
    again(s.at(), loop, start);
    next.exit(unit.emitter.pc());
    loop.after = loop.after.with(out.with(loop.again));
  }

  private void leave(int at, boolean out) {
    Loop loop = loops.peek();
    if (loop == null) {
      unit.problem(at, "there is no loop here");
      return;
    }
    Steps.Jump jump = unit.emitter.emit(new Steps.Jump(at));
    (out ? loop.breaks : loop.continues).add(jump);
    if (out) {
      loop.after = loop.after.with(unit.flow);
    } else {
      loop.again = loop.again.with(unit.flow);
    }
    unit.flow = Flow.dead();
  }

  private void giveBack(Stmt.Return s) {
    Expr given = s.value();
    Operand value =
        given == null ? unit.emitter.constant(null) : unit.expressions.changeable(given);
    unit.emitter.emit(new Steps.Return(s.at(), value.index()));
    returned = returned == null ? value.type() : Type.either(returned, value.type());
    unit.flow = Flow.dead();
  }

  private Operand message(Expr error) {
    if (error instanceof Expr.Call call) {
      return call.arguments().isEmpty()
          ? unit.emitter.constant(call.function() instanceof Expr.Name name ? name.name() : "")
          : unit.expressions.value(call.arguments().getFirst());
    }
    return unit.emitter.constant(error instanceof Expr.Name name ? name.name() : "an exception");
  }

  private void raise(int at, Operand message) {
    unit.ops.call(at, List.of("prim::RaiseException"), List.of(message), List.of(), -1);
    unit.flow = Flow.dead();
  }

  private void assertion(Stmt.Assert s) {
    Operand condition = unit.expressions.value(s.condition());
    Steps.Branch holds = unit.emitter.emit(new Steps.Branch(s.at(), condition.index(), true));
    Flow then = Refine.when(unit, s.condition(), true, unit.flow.copy());
    Expr given = s.message();
    Operand text = unit.emitter.constant("AssertionError: ");
    if (given != null) {
      text =
          unit.ops.call(
              s.at(), List.of("add"), List.of(text, unit.expressions.value(given)), List.of(), -1);
    }
    raise(s.at(), text);
    holds.target(unit.emitter.pc());
    unit.flow = then;
  }

  /** A function inside another: what it uses of the other's variables are its arguments. */
  private void closure(Stmt.Def def) {
    List<String> captured = new ArrayList<>();
    List<FunctionCode.Parameter> parameters = new ArrayList<>();
    for (String name : Assigned.usedIn(def.body())) {
      Type type = unit.flow.types().get(name);
      if (type != null && !unit.statics.containsKey(name)) {
        captured.add(name);
        parameters.add(new FunctionCode.Parameter(name, type, false, null));
      }
    }
    if (!def.parameters().isEmpty()) {
      unit.problem(def.at(), "functions inside of functions take no arguments");
    }
    FunctionCode function =
        new FunctionCode(
            unit.function.name() + "." + def.name(), unit.source, parameters, Simple.ANY);
    FunctionCompiler compiler =
        new FunctionCompiler(unit.linker, unit.source, unit.module, function);
    compiler.unit().statics.putAll(unit.statics);
    compiler.compile(def, true);
    unit.statics.put(def.name(), new Unit.Static(function, captured));
  }
}
