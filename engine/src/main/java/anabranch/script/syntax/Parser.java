package anabranch.script.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a text as statements: the part of Python that TorchScript is. */
public final class Parser {
  private final Tokens tokens;
  private final ExprParser expressions;

  private Parser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExprParser(tokens);
  }

  /**
   * The statements of {@code source}.
   *
   * @throws anabranch.script.ScriptException if it is not a program, with the place
   */
  public static List<Stmt> parse(Source source) {
    Parser parser = new Parser(new Tokens(source));
    List<Stmt> statements = new ArrayList<>();
    while (!parser.tokens.is(Token.Kind.END)) {
      parser.statement(statements);
    }
    return statements;
  }

  /** The expression that is all of {@code source}, such as a type. */
  public static Expr parseExpression(Source source) {
    Tokens tokens = new Tokens(source);
    Expr value = new ExprParser(tokens).expressions();
    tokens.accept(Token.Kind.NEWLINE);
    tokens.expect(Token.Kind.END, "the end");
    return value;
  }

  private void statement(List<Stmt> to) {
    Token token = tokens.peek();
    if (token.is("@")) {
      tokens.next();
      expressions.expression();
      endOfLine();
      return;
    }
    Stmt compound = token.kind() == Token.Kind.NAME ? compound(token) : null;
    if (compound != null) {
      to.add(compound);
      return;
    }
    to.add(simple(token));
    while (tokens.accept(";")) {
      if (!tokens.is(Token.Kind.NEWLINE)) {
        to.add(simple(tokens.peek()));
      }
    }
    endOfLine();
  }

  private void endOfLine() {
    tokens.expect(Token.Kind.NEWLINE, "the end of the line");
  }

  private @Nullable Stmt compound(Token token) {
    return switch (token.text()) {
      case "if" -> branch();
      case "while" -> loop();
      case "for" -> iteration();
      case "def" -> function();
      case "class" -> classDefinition();
      case "with" -> context();
      default -> null;
    };
  }

  private List<Stmt> block() {
    tokens.expect(":");
    List<Stmt> body = new ArrayList<>();
    tokens.enter();
    if (!tokens.accept(Token.Kind.NEWLINE)) {
      statement(body);
    } else {
      tokens.expect(Token.Kind.INDENT, "an indented line");
      while (!tokens.accept(Token.Kind.DEDENT)) {
        statement(body);
      }
    }
    tokens.leave();
    return body;
  }

  private Stmt branch() {
    int at = tokens.next().at();
    Expr condition = expressions.expression();
    List<Stmt> then = block();
    if (tokens.is("elif")) {
      tokens.enter();
      Stmt next = branch();
      tokens.leave();
      return new Stmt.If(at, condition, then, List.of(next));
    }
    return new Stmt.If(at, condition, then, tokens.accept("else") ? block() : List.of());
  }

  private Stmt loop() {
    int at = tokens.next().at();
    Expr condition = expressions.expression();
    return new Stmt.While(at, condition, block());
  }

  private Stmt iteration() {
    int at = tokens.next().at();
    Expr target = expressions.targets();
    tokens.expect("in");
    Expr items = expressions.expressions();
    return new Stmt.For(at, target, items, block());
  }

  private Stmt context() {
    int at = tokens.next().at();
    Expr context = expressions.expression();
    if (tokens.accept("as")) {
      expressions.targets();
    }
    return new Stmt.With(at, context, block());
  }

  private Stmt function() {
    int at = tokens.next().at();
    String name = tokens.expect(Token.Kind.NAME, "a function's name").text();
    tokens.expect("(");
    List<Stmt.Parameter> parameters = new ArrayList<>();
    while (!tokens.accept(")")) {
      parameters.add(parameter());
      if (!tokens.is(")")) {
        tokens.expect(",");
      }
    }
    Expr result = tokens.accept("->") ? expressions.expression() : null;
    return new Stmt.Def(at, name, parameters, result, block());
  }

  private Stmt.Parameter parameter() {
    if (tokens.is("*") || tokens.is("**")) {
      throw tokens.error("functions with any number of arguments are not part of the language");
    }
    Token name = tokens.expect(Token.Kind.NAME, "a parameter's name");
    Expr type = tokens.accept(":") ? expressions.expression() : null;
    Expr value = tokens.accept("=") ? expressions.expression() : null;
    return new Stmt.Parameter(name.at(), name.text(), type, value);
  }

  private Stmt classDefinition() {
    int at = tokens.next().at();
    String name = tokens.expect(Token.Kind.NAME, "a class' name").text();
    List<Expr> bases = new ArrayList<>();
    if (tokens.accept("(")) {
      while (!tokens.accept(")")) {
        bases.add(expressions.expression());
        if (!tokens.is(")")) {
          tokens.expect(",");
        }
      }
    }
    return new Stmt.ClassDef(at, name, bases, block());
  }

  private Stmt simple(Token token) {
    if (token.kind() == Token.Kind.STRING && tokens.peekSecond().kind() == Token.Kind.NEWLINE) {
      tokens.next();
      return new Stmt.Nothing(token.at());
    }
    return switch (token.kind() == Token.Kind.NAME ? token.text() : "") {
      case "return" -> {
        tokens.next();
        boolean empty = tokens.is(Token.Kind.NEWLINE) || tokens.is(";");
        yield new Stmt.Return(token.at(), empty ? null : expressions.expressions());
      }
      case "pass" -> {
        tokens.next();
        yield new Stmt.Nothing(token.at());
      }
      case "break" -> {
        tokens.next();
        yield new Stmt.Break(token.at());
      }
      case "continue" -> {
        tokens.next();
        yield new Stmt.Continue(token.at());
      }
      case "raise" -> {
        tokens.next();
        yield new Stmt.Raise(token.at(), expressions.expression());
      }
      case "assert" -> {
        tokens.next();
        Expr condition = expressions.expression();
        Expr message = tokens.accept(",") ? expressions.expression() : null;
        yield new Stmt.Assert(token.at(), condition, message);
      }
      case "del" -> {
        tokens.next();
        yield new Stmt.Delete(token.at(), expressions.expressions());
      }
      case "import", "from" -> imported(token);
      default -> assignment();
    };
  }

  /** Imports name nothing that is not there anyhow. */
  private Stmt imported(Token token) {
    while (!tokens.is(Token.Kind.NEWLINE) && !tokens.is(";")) {
      tokens.next();
    }
    return new Stmt.Nothing(token.at());
  }

  private Stmt assignment() {
    int at = tokens.peek().at();
    Expr target = expressions.expressions();
    if (tokens.accept(":")) {
      Expr type = expressions.expression();
      return new Stmt.Assign(
          at, target, type, tokens.accept("=") ? expressions.expressions() : null);
    }
    if (tokens.is("=")) {
      int equals = tokens.next().at();
      Expr value = expressions.expressions();
      if (tokens.is("=")) {
        throw tokens.error("only one target is assigned at a time");
      }
      return new Stmt.Assign(equals, target, null, value);
    }
    String operator = tokens.peek().text();
    if (tokens.is(Token.Kind.OPERATOR)
        && operator.length() > 1
        && operator.endsWith("=")
        && !"==!=<=>=".contains(operator)) {
      tokens.next();
      return new Stmt.Augmented(
          at, target, operator.substring(0, operator.length() - 1), expressions.expressions());
    }
    return new Stmt.Evaluate(at, target);
  }
}
