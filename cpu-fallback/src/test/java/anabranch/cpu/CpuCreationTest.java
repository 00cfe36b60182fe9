package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.tck.CreationTck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class CpuCreationTest extends CreationTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }

  @Test
  @Tag("large")
  void linesOfMoreElementsThanAnIntCounts() {
    try (Tensor x = Tensors.zeros(device(), DType.U8, (1L << 31) + 9)) {
      x.narrow(0, 1L << 31, 9).fill_(3);
      assertEquals(27, x.sum().itemLong());
      assertEquals(1L << 31, x.argmax().itemLong());
    }
  }
}
