package anabranch.script.compile;

import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Stmt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that a function's statements give values to, and those that it uses. */
final class Assigned {
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  static Set<String> in(List<Stmt> body) {
    Assigned all = new Assigned();
    all.statements(body);
    return all.names;
  }

  static Set<String> usedIn(List<Stmt> body) {
    Assigned all = new Assigned();
    all.statements(body);
    return all.used;
  }

  private void statements(List<Stmt> body) {
    body.forEach(this::statement);
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.Assign s -> {
        target(s.target());
        expression(s.value());
      }
      case Stmt.Augmented s -> {
        target(s.target());
        expression(s.value());
      }
      case Stmt.Evaluate s -> expression(s.value());
      case Stmt.If s -> {
        expression(s.condition());
        statements(s.then());
        statements(s.otherwise());
      }
      case Stmt.While s -> {
        expression(s.condition());
        statements(s.body());
      }
      case Stmt.For s -> {
        target(s.target());
        expression(s.items());
        statements(s.body());
      }
      case Stmt.With s -> statements(s.body());
      case Stmt.Return s -> expression(s.value());
      case Stmt.Raise s -> expression(s.error());
      case Stmt.Assert s -> {
        expression(s.condition());
        expression(s.message());
      }
      case Stmt.Delete s -> expression(s.target());
      case Stmt.Def s -> used.addAll(usedIn(s.body()));
      case Stmt.Break s -> {}
      case Stmt.Continue s -> {}
      case Stmt.Nothing s -> {}
      case Stmt.ClassDef s -> {}
    }
  }

  private void target(Expr target) {
    switch (target) {
      case Expr.Name name -> names.add(name.name());
      case Expr.TupleOf tuple -> tuple.items().forEach(this::target);
      case Expr.ListOf list -> list.items().forEach(this::target);
      default -> expression(target);
    }
  }

  private void expressions(List<Expr> all) {
    all.forEach(this::expression);
  }

  private void expression(@org.jspecify.annotations.Nullable Expr expr) {
    switch (expr) {
      case null -> {}
      case Expr.Name e -> used.add(e.name());
      case Expr.ListOf e -> expressions(e.items());
      case Expr.TupleOf e -> expressions(e.items());
      case Expr.DictOf e -> {
        expressions(e.keys());
        expressions(e.values());
      }
      case Expr.Comprehension e -> {
        target(e.target());
        expression(e.element());
        expression(e.items());
        expression(e.condition());
      }
      case Expr.Attribute e -> expression(e.target());
      case Expr.Subscript e -> {
        expression(e.target());
        expression(e.index());
      }
      case Expr.Slice e -> {
        expression(e.start());
        expression(e.end());
        expression(e.step());
      }
      case Expr.Call e -> {
        expression(e.function());
        expressions(e.arguments());
        e.keywords().forEach(k -> expression(k.value()));
      }
      case Expr.Unary e -> expression(e.operand());
      case Expr.Binary e -> {
        expression(e.left());
        expression(e.right());
      }
      case Expr.Logical e -> {
        expression(e.left());
        expression(e.right());
      }
      case Expr.Conditional e -> {
        expression(e.condition());
        expression(e.then());
        expression(e.otherwise());
      }
      case Expr.Int e -> {}
      case Expr.Real e -> {}
      case Expr.Text e -> {}
      case Expr.Bool e -> {}
      case Expr.None e -> {}
      case Expr.Ellipsis e -> {}
    }
  }
}
