package anabranch.script.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression. Each knows where in the text it is. */
public sealed interface Expr {
  /** Where it is in the text. */
  int at();

  /** A variable, function, class or type. */
  record Name(int at, String name) implements Expr {}

  /** A whole number. */
  record Int(int at, long value) implements Expr {}

  /** A real number. */
  record Real(int at, double value) implements Expr {}

  /** A string. */
  record Text(int at, String value) implements Expr {}

  /** {@code True} or {@code False}. */
  record Bool(int at, boolean value) implements Expr {}

  /** {@code None}. */
  record None(int at) implements Expr {}

  /** {@code ...}. */
  record Ellipsis(int at) implements Expr {}

  /** {@code [a, b]}. */
  record ListOf(int at, List<Expr> items) implements Expr {}

  /** {@code (a, b)}. */
  record TupleOf(int at, List<Expr> items) implements Expr {}

  /** {@code {k: v}}. */
  record DictOf(int at, List<Expr> keys, List<Expr> values) implements Expr {}

  /** {@code [element for target in items if condition]}. */
  record Comprehension(int at, Expr element, Expr target, Expr items, @Nullable Expr condition)
      implements Expr {}

  /** {@code target.name}. */
  record Attribute(int at, Expr target, String name) implements Expr {}

  /** {@code target[index]}. */
  record Subscript(int at, Expr target, Expr index) implements Expr {}

  /** {@code start:end:step} inside a subscript. */
  record Slice(int at, @Nullable Expr start, @Nullable Expr end, @Nullable Expr step)
      implements Expr {}

  /** {@code function(arguments, name=value)}. */
  record Call(int at, Expr function, List<Expr> arguments, List<Keyword> keywords)
      implements Expr {}

  /** {@code name=value} among arguments. */
  record Keyword(int at, String name, Expr value) {}

  /** {@code -x}, {@code +x}, {@code ~x}, {@code not x}. */
  record Unary(int at, String operator, Expr operand) implements Expr {}

  /** {@code a + b} and the like, comparisons among them. */
  record Binary(int at, String operator, Expr left, Expr right) implements Expr {}

  /** {@code a and b}, {@code a or b}: b is evaluated only if it matters. */
  record Logical(int at, boolean and, Expr left, Expr right) implements Expr {}

  /** {@code a if condition else b}. */
  record Conditional(int at, Expr condition, Expr then, Expr otherwise) implements Expr {}
}
