package anabranch.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.script.ops.OpList;
import anabranch.script.ops.OpTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document of operations; {@code -Dscript.ops.write=true} makes it anew. */
final class OpListTest {
  @Test
  void theDocumentIsCurrent() throws IOException {
    Path file = Path.of("..", "docs", "torchscript-ops.md");
    if (Boolean.getBoolean("script.ops.write")) {
      Files.writeString(file, OpList.markdown());
    }
    assertEquals(OpList.markdown(), Files.readString(file), "run with -Dscript.ops.write=true");
  }

  @Test
  void everyFormIsThereOnce() {
    OpTable.OPERATIONS.forEach(
        (name, operations) ->
            assertEquals(
                operations.size(),
                operations.stream().map(o -> o.schema().text()).distinct().count(),
                name));
    assertTrue(OpTable.OPERATIONS.size() > 250, OpTable.OPERATIONS.size() + " names");
  }
}
