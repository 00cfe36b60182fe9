package anabranch.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Type promotion, against {@code torch.promote_types} and {@code torch.result_type} of 1.13. */
class DTypeTest {
  private static final DType[] ORDER = {
    DType.F64, DType.F32, DType.F16, DType.BF16, DType.I64, DType.I32, DType.U8, DType.BOOL
  };

  private static List<DType> types(String row) {
    return Arrays.stream(row.split(" ", -1)).map(DType::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "F64, F64 F64 F64 F64 F64 F64 F64 F64",
    "F32, F64 F32 F32 F32 F32 F32 F32 F32",
    "F16, F64 F32 F16 F32 F16 F16 F16 F16",
    "BF16, F64 F32 F32 BF16 BF16 BF16 BF16 BF16",
    "I64, F64 F32 F16 BF16 I64 I64 I64 I64",
    "I32, F64 F32 F16 BF16 I64 I32 I32 I32",
    "U8, F64 F32 F16 BF16 I64 I32 U8 U8",
    "BOOL, F64 F32 F16 BF16 I64 I32 U8 BOOL"
  })
  void promotesTensors(DType a, String row) {
    List<DType> expected = types(row);
    for (int i = 0; i < ORDER.length; i++) {
      assertEquals(expected.get(i), DType.promote(a, ORDER[i]), a + " " + ORDER[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BOOLEAN, F64 F32 F16 BF16 I64 I32 U8 BOOL",
    "INTEGRAL, F64 F32 F16 BF16 I64 I32 U8 I64",
    "FLOATING, F64 F32 F16 BF16 F32 F32 F32 F32"
  })
  void promotesNumbers(DType.Kind kind, String row) {
    List<DType> expected = types(row);
    for (int i = 0; i < ORDER.length; i++) {
      assertEquals(expected.get(i), ORDER[i].promoteScalar(kind), kind + " " + ORDER[i]);
    }
  }
}
