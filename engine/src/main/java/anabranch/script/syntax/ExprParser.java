package anabranch.script.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads expressions, by Python's precedence. */
final class ExprParser {
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "//", "%", "@"));

  private final Tokens tokens;
  private final PrimaryParser primary;

  ExprParser(Tokens tokens) {
    this.tokens = tokens;
    this.primary = new PrimaryParser(tokens, this);
  }

  /** Expressions with commas between them are a tuple, with or without parentheses. */
  Expr expressions() {
    int at = tokens.peek().at();
    Expr first = expression();
    if (!tokens.is(",")) {
      return first;
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (tokens.accept(",")) {
      if (!beginsExpression()) {
        break;
      }
      items.add(expression());
    }
    return new Expr.TupleOf(at, items);
  }

  private boolean beginsExpression() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NAME -> !token.is("in") && !token.is("for") && !token.is("if");
      case INT, REAL, STRING -> true;
      case OPERATOR -> List.of("(", "[", "{", "-", "+", "~", "...").contains(token.text());
      case NEWLINE, INDENT, DEDENT, END -> false;
    };
  }

  Expr expression() {
    tokens.enter();
    Expr value = either();
    if (tokens.is("if")) {
      int at = tokens.next().at();
      Expr condition = either();
      tokens.expect("else");
      value = new Expr.Conditional(at, condition, value, expression());
    }
    tokens.leave();
    return value;
  }

  /** An expression without a condition after it. */
  Expr either() {
    Expr left = both();
    while (tokens.is("or")) {
      int at = tokens.next().at();
      left = new Expr.Logical(at, false, left, both());
    }
    return left;
  }

  private Expr both() {
    Expr left = negation();
    while (tokens.is("and")) {
      int at = tokens.next().at();
      left = new Expr.Logical(at, true, left, negation());
    }
    return left;
  }

  private Expr negation() {
    if (!tokens.is("not")) {
      return comparison();
    }
    tokens.enter();
    int at = tokens.next().at();
    Expr operand = negation();
    tokens.leave();
    return new Expr.Unary(at, "not", operand);
  }

  /** {@code a < b < c} is {@code a < b and b < c}. */
  private Expr comparison() {
    Expr left = binary(0);
    Expr all = null;
    for (int at = tokens.peek().at(); ; at = tokens.peek().at()) {
      String operator = comparisonOperator();
      if (operator == null) {
        return all == null ? left : all;
      }
      Expr right = binary(0);
      Expr one = new Expr.Binary(at, operator, left, right);
      all = all == null ? one : new Expr.Logical(at, true, all, one);
      left = right;
    }
  }

  private @Nullable String comparisonOperator() {
    for (String operator : List.of("<", "<=", ">", ">=", "==", "!=", "in")) {
      if (tokens.accept(operator)) {
        return operator;
      }
    }
    if (tokens.accept("is")) {
      return tokens.accept("not") ? "is not" : "is";
    }
    if (tokens.is("not") && tokens.peekSecond().is("in")) {
      tokens.next();
      tokens.next();
      return "not in";
    }
    return null;
  }

  private Expr binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Expr left = binary(level + 1);
    while (tokens.is(Token.Kind.OPERATOR) && LEVELS.get(level).contains(tokens.peek().text())) {
      Token operator = tokens.next();
      left = new Expr.Binary(operator.at(), operator.text(), left, binary(level + 1));
    }
    return left;
  }

  private Expr unary() {
    Token token = tokens.peek();
    if (!token.is("-") && !token.is("+") && !token.is("~")) {
      return power();
    }
    tokens.next();
    if (token.is("-")
        && tokens.is(Token.Kind.INT)
        && tokens.peek().text().equals("9223372036854775808")) {
      tokens.next();
      return new Expr.Int(token.at(), Long.MIN_VALUE);
    }
    tokens.enter();
    Expr operand = unary();
    tokens.leave();
    return switch (operand) {
      case Expr.Int number when token.is("-") -> new Expr.Int(token.at(), -number.value());
      case Expr.Real number when token.is("-") -> new Expr.Real(token.at(), -number.value());
      default -> new Expr.Unary(token.at(), token.text(), operand);
    };
  }

  private Expr power() {
    Expr base = primary.postfix();
    if (!tokens.is("**")) {
      return base;
    }
    tokens.enter();
    int at = tokens.next().at();
    Expr exponent = unary();
    tokens.leave();
    return new Expr.Binary(at, "**", base, exponent);
  }

  /** The variables of a loop. */
  Expr targets() {
    int at = tokens.peek().at();
    Expr first = primary.postfix();
    if (!tokens.is(",")) {
      return first;
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (tokens.accept(",")) {
      if (tokens.is("in")) {
        break;
      }
      items.add(primary.postfix());
    }
    return new Expr.TupleOf(at, items);
  }
}
