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

  ExprParser(Tokens tokens) {
    this.tokens = tokens;
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

  private Expr either() {
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
    Expr base = postfix();
    if (!tokens.is("**")) {
      return base;
    }
    tokens.enter();
    int at = tokens.next().at();
    Expr exponent = unary();
    tokens.leave();
    return new Expr.Binary(at, "**", base, exponent);
  }

  private Expr postfix() {
    Expr value = atom();
    while (true) {
      Token token = tokens.peek();
      if (tokens.accept(".")) {
        Token name = tokens.expect(Token.Kind.NAME, "a name");
        value = new Expr.Attribute(name.at(), value, name.text());
      } else if (tokens.is("(")) {
        value = call(value);
      } else if (tokens.accept("[")) {
        tokens.enter();
        value = new Expr.Subscript(token.at(), value, subscript());
        tokens.leave();
        tokens.expect("]");
      } else {
        return value;
      }
    }
  }

  private Expr call(Expr function) {
    int at =
        switch (function) {
          case Expr.Attribute attribute -> attribute.at();
          default -> function.at();
        };
    tokens.expect("(");
    tokens.enter();
    List<Expr> arguments = new ArrayList<>();
    List<Expr.Keyword> keywords = new ArrayList<>();
    while (!tokens.is(")")) {
      Token token = tokens.peek();
      if (token.kind() == Token.Kind.NAME && tokens.peekSecond().is("=")) {
        tokens.next();
        tokens.next();
        keywords.add(new Expr.Keyword(token.at(), token.text(), expression()));
      } else if (keywords.isEmpty()) {
        arguments.add(expression());
      } else {
        throw tokens.error("an argument without a name follows one with a name");
      }
      if (!tokens.is(")")) {
        tokens.expect(",");
      }
    }
    tokens.leave();
    tokens.expect(")");
    return new Expr.Call(at, function, arguments, keywords);
  }

  private Expr subscript() {
    int at = tokens.peek().at();
    Expr first = slice();
    if (!tokens.is(",")) {
      return first;
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (tokens.accept(",")) {
      if (tokens.is("]")) {
        break;
      }
      items.add(slice());
    }
    return new Expr.TupleOf(at, items);
  }

  private Expr slice() {
    int at = tokens.peek().at();
    Expr start = tokens.is(":") ? null : expression();
    if (start != null && !tokens.is(":")) {
      return start;
    }
    tokens.expect(":");
    Expr end = endsSlice() || tokens.is(":") ? null : expression();
    Expr step = tokens.accept(":") && !endsSlice() ? expression() : null;
    return new Expr.Slice(at, start, end, step);
  }

  private boolean endsSlice() {
    return tokens.is("]") || tokens.is(",");
  }

  private Expr atom() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case INT -> integer(token);
      case REAL -> real(token);
      case STRING -> text(token);
      case NAME -> name(token);
      case OPERATOR -> bracketed(token);
      case NEWLINE, INDENT, DEDENT, END ->
          throw tokens.error(token.at(), "expected an expression, got " + token);
    };
  }

  private Expr integer(Token token) {
    try {
      return new Expr.Int(token.at(), Long.parseLong(token.text()));
    } catch (NumberFormatException e) {
      throw tokens.error(token.at(), "this number has more than 64 bits");
    }
  }

  private Expr real(Token token) {
    try {
      return new Expr.Real(token.at(), Double.parseDouble(token.text()));
    } catch (NumberFormatException e) {
      throw tokens.error(token.at(), "this is not a number");
    }
  }

  /** Strings side by side are one. */
  private Expr text(Token token) {
    StringBuilder value = new StringBuilder(token.text());
    while (tokens.is(Token.Kind.STRING)) {
      value.append(tokens.next().text());
    }
    return new Expr.Text(token.at(), value.toString());
  }

  private Expr name(Token token) {
    return switch (token.text()) {
      case "True" -> new Expr.Bool(token.at(), true);
      case "False" -> new Expr.Bool(token.at(), false);
      case "None" -> new Expr.None(token.at());
      case "inf" -> new Expr.Real(token.at(), Double.POSITIVE_INFINITY);
      case "nan" -> new Expr.Real(token.at(), Double.NaN);
      case "lambda", "yield", "await", "async" ->
          throw tokens.error(token.at(), "'" + token.text() + "' is not part of the language");
      default -> {
        if (tokens.is(Token.Kind.STRING)) {
          throw tokens.error(
              token.at(), "strings with a prefix, such as f-strings, are not part of the language");
        }
        yield new Expr.Name(token.at(), token.text());
      }
    };
  }

  private Expr bracketed(Token token) {
    tokens.enter();
    Expr value =
        switch (token.text()) {
          case "(" -> parenthesized(token);
          case "[" -> list(token);
          case "{" -> dict(token);
          case "..." -> new Expr.Ellipsis(token.at());
          default -> throw tokens.error(token.at(), "expected an expression, got " + token);
        };
    tokens.leave();
    return value;
  }

  private Expr parenthesized(Token open) {
    if (tokens.accept(")")) {
      return new Expr.TupleOf(open.at(), List.of());
    }
    Expr value = expressions();
    tokens.expect(")");
    return value instanceof Expr.TupleOf tuple ? new Expr.TupleOf(open.at(), tuple.items()) : value;
  }

  private Expr list(Token open) {
    List<Expr> items = new ArrayList<>();
    while (!tokens.accept("]")) {
      items.add(expression());
      if (items.size() == 1 && tokens.accept("for")) {
        return comprehension(open, items.getFirst());
      }
      if (!tokens.is("]")) {
        tokens.expect(",");
      }
    }
    return new Expr.ListOf(open.at(), items);
  }

  private Expr comprehension(Token open, Expr element) {
    Expr target = targets();
    tokens.expect("in");
    Expr items = either();
    Expr condition = tokens.accept("if") ? either() : null;
    tokens.expect("]");
    return new Expr.Comprehension(open.at(), element, target, items, condition);
  }

  /** The variables of a loop. */
  Expr targets() {
    int at = tokens.peek().at();
    Expr first = postfix();
    if (!tokens.is(",")) {
      return first;
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (tokens.accept(",")) {
      if (tokens.is("in")) {
        break;
      }
      items.add(postfix());
    }
    return new Expr.TupleOf(at, items);
  }

  private Expr dict(Token open) {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.accept("}")) {
      keys.add(expression());
      tokens.expect(":");
      values.add(expression());
      if (!tokens.is("}")) {
        tokens.expect(",");
      }
    }
    return new Expr.DictOf(open.at(), keys, values);
  }
}
