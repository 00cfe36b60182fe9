package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.spi.DeviceMemoryException;
import org.junit.jupiter.api.Test;

/** A device of a few megabytes. */
public abstract class MemoryLimitTck extends OpTck {
  private static final long LIMIT = 8 << 20;
  private static final long HALF = 1 << 20;

  @Override
  protected Devices.Options options() {
    return super.options().withMemoryLimit(LIMIT);
  }

  @Test
  void saysWhatWasAskedAndHeld() {
    Tensor x = Tensors.zeros(device(), HALF);
    DeviceMemoryException e =
        assertThrows(DeviceMemoryException.class, () -> Tensors.zeros(device(), DType.F64, HALF));
    assertEquals(8 * HALF, e.asked());
    assertEquals(4 * HALF, e.stats().live());
    assertEquals(LIMIT, e.stats().limit());
    for (String part :
        new String[] {"out of memory on " + deviceName(), "8,388,608", "4,194,304", "limit"}) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertEquals(0, x.sum().item());
  }

  @Test
  void failedOperationsHoldNothing() {
    Tensor x = Tensors.zeros(device(), 3 * HALF / 2);
    long before = device().memory().live();
    assertThrows(DeviceMemoryException.class, () -> x.add(1));
    assertThrows(DeviceMemoryException.class, () -> Scope.run(() -> x.to(DType.F16).add(x)));
    assertThrows(DeviceMemoryException.class, () -> x.add_(x.sort(0).values()));
    assertThrows(DeviceMemoryException.class, () -> Tensors.cat(0, x, x));
    assertEquals(before, device().memory().live());
    assertEquals(1, x.add_(1).max().item());
  }

  @Test
  void roomComesBack() {
    for (int i = 0; i < 10; i++) {
      try (Tensor x = Tensors.zeros(device(), HALF)) {
        assertEquals(0, x.max().item());
      }
      Scope.run(() -> assertEquals(1, Tensors.ones(device(), HALF).max().item()));
    }
  }
}
