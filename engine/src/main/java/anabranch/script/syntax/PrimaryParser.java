package anabranch.script.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads operands: names, literals, brackets, and what follows them: calls, attributes, items. */
final class PrimaryParser {
  private final Tokens tokens;
  private final ExprParser expressions;

  PrimaryParser(Tokens tokens, ExprParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** An operand: what stands between operators. */
  Expr postfix() {
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
        keywords.add(new Expr.Keyword(token.at(), token.text(), expressions.expression()));
      } else if (keywords.isEmpty()) {
        arguments.add(expressions.expression());
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
    Expr start = tokens.is(":") ? null : expressions.expression();
    if (start != null && !tokens.is(":")) {
      return start;
    }
    tokens.expect(":");
    Expr end = endsSlice() || tokens.is(":") ? null : expressions.expression();
    Expr step = tokens.accept(":") && !endsSlice() ? expressions.expression() : null;
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
    Expr value = expressions.expressions();
    tokens.expect(")");
    return value instanceof Expr.TupleOf tuple ? new Expr.TupleOf(open.at(), tuple.items()) : value;
  }

  private Expr list(Token open) {
    List<Expr> items = new ArrayList<>();
    while (!tokens.accept("]")) {
      items.add(expressions.expression());
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
    Expr target = expressions.targets();
    tokens.expect("in");
    Expr items = expressions.either();
    Expr condition = tokens.accept("if") ? expressions.either() : null;
    tokens.expect("]");
    return new Expr.Comprehension(open.at(), element, target, items, condition);
  }

  private Expr dict(Token open) {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.accept("}")) {
      keys.add(expressions.expression());
      tokens.expect(":");
      values.add(expressions.expression());
      if (!tokens.is("}")) {
        tokens.expect(",");
      }
    }
    return new Expr.DictOf(open.at(), keys, values);
  }
}
