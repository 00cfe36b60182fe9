package anabranch.script.syntax;

/**
 * A word of the language.
 *
 * @param kind what it is
 * @param text as written; of a string what it stands for
 * @param at where it begins
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    NAME,
    INT,
    REAL,
    STRING,
    OPERATOR,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  boolean is(String word) {
    return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(word);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NEWLINE -> "the end of the line";
      case INDENT -> "an indented line";
      case DEDENT -> "the end of the block";
      case END -> "the end of the text";
      case STRING -> "a string";
      case NAME, INT, REAL, OPERATOR -> "'" + text + "'";
    };
  }
}
