package anabranch.script.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cuts a text into tokens; a change of indentation is one. */
final class Lexer {
  private static final List<String> OPERATORS =
      List.of(
          "**=", "//=", "...", "->", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "+=", "-=",
          "*=", "/=", "%=", "&=", "|=", "^=", "@=", "+", "-", "*", "/", "%", "@", "<", ">", "=",
          "(", ")", "[", "]", "{", "}", ",", ":", ".", "&", "|", "^", "~", ";");

  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private int at;
  private int brackets;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(Source source) {
    Lexer lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    boolean lineStart = true;
    while (true) {
      if (lineStart && brackets == 0) {
        indentation();
      }
      lineStart = false;
      skipSpace();
      if (at >= text.length()) {
        break;
      }
      if (text.charAt(at) == '\n') {
        if (brackets == 0 && !endsLine()) {
          add(Token.Kind.NEWLINE, "", at);
        }
        at++;
        lineStart = true;
      } else {
        token();
      }
    }
    if (!endsLine()) {
      add(Token.Kind.NEWLINE, "", at);
    }
    while (indents.pop() > 0) {
      add(Token.Kind.DEDENT, "", at);
    }
    add(Token.Kind.END, "", at);
  }

  private boolean endsLine() {
    if (tokens.isEmpty()) {
      return true;
    }
    Token.Kind last = tokens.getLast().kind();
    return last == Token.Kind.NEWLINE || last == Token.Kind.INDENT || last == Token.Kind.DEDENT;
  }

  private void add(Token.Kind kind, String word, int start) {
    tokens.add(new Token(kind, word, start));
  }

  /** Lines that are empty or a comment have no indentation. */
  private void indentation() {
    int column = 0;
    while (at < text.length() && " \t\r\f".indexOf(text.charAt(at)) >= 0) {
      column = text.charAt(at) == '\t' ? (column / 8 + 1) * 8 : column + 1;
      at++;
    }
    if (at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '#') {
      return;
    }
    if (column > indents.element()) {
      indents.push(column);
      add(Token.Kind.INDENT, "", at);
      return;
    }
    while (column < indents.element()) {
      indents.pop();
      add(Token.Kind.DEDENT, "", at);
    }
    if (column != indents.element()) {
      throw source.error(at, "this line's indentation is that of no block around it");
    }
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        at += 2;
      } else if (" \t\r\f".indexOf(c) >= 0) {
        at++;
      } else {
        return;
      }
    }
  }

  private void token() {
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      int start = at;
      StringReader string = new StringReader(source, at);
      add(Token.Kind.STRING, string.value(), start);
      at = string.end();
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
    } else if (isNameStart(c)) {
      int start = at;
      while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
        at++;
      }
      add(Token.Kind.NAME, text.substring(start, at), start);
    } else {
      operator();
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c > 127 && Character.isLetter(c));
  }

  private void number() {
    int start = at;
    boolean real = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponent = c == 'e' || c == 'E';
      boolean sign = (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0 && real;
      if (!isDigit(c) && c != '.' && !exponent && !sign) {
        break;
      }
      real |= c == '.' || exponent;
      at++;
    }
    add(real ? Token.Kind.REAL : Token.Kind.INT, text.substring(start, at), start);
    if (at < text.length() && isNameStart(text.charAt(at))) {
      throw source.error(start, "this is not a number");
    }
  }

  private void operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        if ("([{".contains(operator)) {
          brackets++;
        } else if (")]}".contains(operator)) {
          brackets = Math.max(brackets - 1, 0);
        }
        add(Token.Kind.OPERATOR, operator, at);
        at += operator.length();
        return;
      }
    }
    throw source.error(at, "no word begins with '" + text.charAt(at) + "'");
  }
}
