package anabranch.cuda.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.op.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels and launchers must mean the same operation by a code. */
class OpCodesTest {
  private static final Path OPS = Path.of("../native-kernels/src/main/cuda/ops.cuh");

  @ParameterizedTest
  @ValueSource(
      classes = {
        Op.Unary.class,
        Op.Test.class,
        Op.Binary.class,
        Op.Compare.class,
        Op.Distribution.class
      })
  void theKernelsHaveTheSameConstantsInTheSameOrder(Class<? extends Enum<?>> type)
      throws IOException {
    String source = Files.readString(OPS);
    Matcher declared =
        Pattern.compile("enum class " + type.getSimpleName() + " : int32_t \\{([^}]*)\\}")
            .matcher(source);
    assertTrue(declared.find(), () -> type + " is not in " + OPS);
    List<String> there = Arrays.stream(declared.group(1).split(",")).map(String::strip).toList();
    List<String> here = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
    assertEquals(here, there);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 12})
  void aCodeIsAPlaceInThatOrder(int place) {
    assertEquals(place, OpCodes.of(Op.Binary.values()[place]));
  }
}
