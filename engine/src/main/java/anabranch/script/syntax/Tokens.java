package anabranch.script.syntax;

import anabranch.script.ScriptException;
import java.util.List;

/** The tokens of a text, one after the other, and how deep the reader is in it. */
final class Tokens {
  private static final int MAX_DEPTH = 200;

  private final Source source;
  private final List<Token> tokens;
  private int at;
  private int depth;

  Tokens(Source source) {
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean is(String word) {
    return peek().is(word);
  }

  boolean is(Token.Kind kind) {
    return peek().kind() == kind;
  }

  /** Passes over {@code word} if it is next. */
  boolean accept(String word) {
    if (is(word)) {
      next();
      return true;
    }
    return false;
  }

  boolean accept(Token.Kind kind) {
    if (is(kind)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(String word) {
    if (!is(word)) {
      throw error("expected '" + word + "', got " + peek());
    }
    return next();
  }

  Token expect(Token.Kind kind, String what) {
    if (!is(kind)) {
      throw error("expected " + what + ", got " + peek());
    }
    return next();
  }

  ScriptException error(String problem) {
    return source.error(peek().at(), problem);
  }

  ScriptException error(int offset, String problem) {
    return source.error(offset, problem);
  }

  /** Enters something that may hold others of its kind; to be left again. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw error("this is nested more than " + MAX_DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
