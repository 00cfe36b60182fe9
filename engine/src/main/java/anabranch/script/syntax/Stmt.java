package anabranch.script.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. Each knows where in the text it is. */
public sealed interface Stmt {
  /** Where it is in the text. */
  int at();

  /** {@code target = value}, {@code target : type = value}, or only {@code target : type}. */
  record Assign(int at, Expr target, @Nullable Expr type, @Nullable Expr value) implements Stmt {}

  /** {@code target += value} and the like. */
  record Augmented(int at, Expr target, String operator, Expr value) implements Stmt {}

  /** An expression for its effect. */
  record Evaluate(int at, Expr value) implements Stmt {}

  /** {@code if}. */
  record If(int at, Expr condition, List<Stmt> then, List<Stmt> otherwise) implements Stmt {}

  /** {@code while}. */
  record While(int at, Expr condition, List<Stmt> body) implements Stmt {}

  /** {@code for}. */
  record For(int at, Expr target, Expr items, List<Stmt> body) implements Stmt {}

  /** {@code return}. */
  record Return(int at, @Nullable Expr value) implements Stmt {}

  /** {@code break}. */
  record Break(int at) implements Stmt {}

  /** {@code continue}. */
  record Continue(int at) implements Stmt {}

  /** {@code raise}. */
  record Raise(int at, Expr error) implements Stmt {}

  /** {@code assert}. */
  record Assert(int at, Expr condition, @Nullable Expr message) implements Stmt {}

  /** {@code del}. */
  record Delete(int at, Expr target) implements Stmt {}

  /** {@code with}; what it enters has no meaning here. */
  record With(int at, Expr context, List<Stmt> body) implements Stmt {}

  /** {@code pass}, imports, and strings that document. */
  record Nothing(int at) implements Stmt {}

  /** {@code def}. */
  record Def(
      int at, String name, List<Parameter> parameters, @Nullable Expr result, List<Stmt> body)
      implements Stmt {}

  /** {@code class}. */
  record ClassDef(int at, String name, List<Expr> bases, List<Stmt> body) implements Stmt {}

  /** {@code name: type = value} among parameters. */
  record Parameter(int at, String name, @Nullable Expr type, @Nullable Expr value) {}
}
