package anabranch.bench.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON. */
public final class ResultsFile {
  private ResultsFile() {}

  /** The text of the file, with a line's end at its end. */
  public static String text(Results results) {
    try {
      return mapper().writeValueAsString(results) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of numbers and texts can be written", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadResultsException if it cannot be read, is no JSON, or is not of the schema
   */
  public static Results read(Path path) throws BadResultsException {
    JsonMapper mapper = mapper();
    try {
      JsonNode tree = mapper.readTree(Files.readString(path));
      String schema = tree.path("schema").asText("");
      if (!schema.equals(Results.SCHEMA)) {
        throw new BadResultsException(otherSchema(path, tree, schema));
      }
      return mapper.treeToValue(tree, Results.class);
    } catch (JacksonException e) {
      throw new BadResultsException(
          "%s is not of the schema %s: %s".formatted(path, Results.SCHEMA, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new BadResultsException(
          "cannot read %s: %s (%s)".formatted(path, e.getMessage(), e.getClass().getSimpleName()),
          e);
    }
  }

  private static String otherSchema(Path path, JsonNode tree, String schema) {
    if (tree.has("modes") && tree.has("max_abs_diff")) {
      return "%s is what 'anabranch ensemble --json' writes; expected a file of 'anabranch bench record'"
          .formatted(path);
    }
    return "%s: expected \"schema\": \"%s\", as 'anabranch bench record' writes it, got %s"
        .formatted(path, Results.SCHEMA, schema.isEmpty() ? "none" : '"' + schema + '"');
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build();
  }
}
