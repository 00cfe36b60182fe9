package anabranch.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object inside a file, read token by token, so that neither its depth nor its size asks for
 * stack or heap. Strictly UTF-8 and without duplicate keys; every mistake is a {@link
 * MalformedFileException} with its place in the file.
 */
final class JsonText implements AutoCloseable {
  /** The parser makes a string before anybody can ask what it takes. */
  private static final int MOST_CHARACTERS = 4_000_000;

  /** A key, and its place among those that were there before. */
  private static final long HEAP_PER_KEY = 200;

  /** The parser's buffer of 2 bytes for each character, twice. */
  private static final long HEAP_PER_CHARACTER = 4;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from the file: none may stay behind in tables that outlive it.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(MOST_CHARACTERS)
                  .build())
          .build();

  private final Path file;
  private final ByteBuffer text;
  private final long start;
  private final HeapBudget budget;
  private final JsonParser parser;
  private @Nullable String entry;

  /** What a file's reader does with the text. */
  interface Body<T> {
    /** Reads the whole object, whose first token is the next one. */
    T read(JsonText json) throws IOException;
  }

  private JsonText(Path file, ByteBuffer text, long start, HeapBudget budget) throws IOException {
    this.file = file;
    this.text = text;
    this.start = start;
    this.budget = budget;
    this.parser =
        FACTORY.createParser(
            new InputStreamReader(new BufferInput(text), StandardCharsets.UTF_8.newDecoder()));
  }

  /**
   * Lets {@code body} read the object that is all of {@code text}, but for white space after it.
   *
   * @param start where in the file the text starts
   * @param budget the heap that it may take
   */
  static <T> T read(Path file, ByteBuffer text, long start, HeapBudget budget, Body<T> body)
      throws MalformedFileException {
    if (!text.hasRemaining() || text.get(text.position()) != '{') {
      throw new MalformedFileException(
          file, null, start, "expected a JSON object, which begins with {");
    }
    try (JsonText json = new JsonText(file, text, start, budget)) {
      return json.readAll(body);
    } catch (MalformedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedFileException(file, null, start, e.toString());
    }
  }

  private <T> T readAll(Body<T> body) throws IOException {
    try {
      T value = body.read(this);
      if (parser.nextToken() != null) {
        throw malformed("expected nothing but spaces after the JSON object");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw malformed("the JSON text is not UTF-8");
    }
  }

  /** The entry that mistakes found from now on are in, or null. */
  void entry(@Nullable String name) {
    entry = name;
  }

  MalformedFileException malformed(String problem) {
    return new MalformedFileException(file, entry, offset(), problem);
  }

  /** The parser counts characters, the file has bytes. */
  private long offset() {
    long characters = Math.max(parser.currentTokenLocation().getCharOffset(), 0);
    int at = text.position();
    for (long seen = 0; at < text.limit(); at++) {
      int lead = text.get(at) & 0xFF;
      if ((lead & 0xC0) != 0x80) {
        if (seen >= characters) {
          break;
        }
        seen += lead >= 0xF0 ? 2 : 1;
      }
    }
    return start + at - text.position();
  }

  /** Enters the object or array that is next. */
  void enter(JsonToken kind) throws IOException {
    if (parser.nextToken() != kind) {
      throw malformed(
          "expected "
              + (kind == JsonToken.START_OBJECT ? "a JSON object" : "a JSON array")
              + ", got "
              + shown());
    }
  }

  /** The next key of the object that was entered, or null at its end. */
  @Nullable String key() throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      return null;
    }
    String name = parser.currentName();
    charge(HEAP_PER_KEY + HEAP_PER_CHARACTER * name.length());
    return name;
  }

  /**
   * Takes bytes off what the text may take of the heap.
   *
   * @throws MalformedFileException if there are not as many left
   */
  void charge(long bytes) throws MalformedFileException {
    budget.charge(bytes, entry, start);
  }

  String string() throws IOException {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw malformed("expected a string, got " + shown());
    }
    charge(HEAP_PER_CHARACTER * parser.getTextLength());
    return parser.getText();
  }

  /** The next element of an array of whole numbers, 0 or more; or -1 at its end. */
  long sizeOrEnd() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      return -1;
    }
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw malformed("expected a whole number, got " + shown());
    }
    long value = parser.getLongValue();
    if (value < 0) {
      throw malformed("expected a number that is not negative, got " + value);
    }
    return value;
  }

  /** Passes over the next value, whatever it is. */
  void skip() throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      charge(token == JsonToken.FIELD_NAME ? HEAP_PER_KEY : 0);
    } while (depth > 0);
  }

  private String shown() throws IOException {
    return parser.currentToken() == null
        ? "the end"
        : "'" + MalformedFileException.excerpt(parser.getText()) + "'";
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
