package anabranch.cuda;

import anabranch.emulator.Emulator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.AssertionFailedError;

/**
 * Fails each test during which the emulator saw work that a GPU may do wrong: accesses that no
 * event orders, memory that was never written or is out of bounds. Registered for all tests of this
 * module by {@code META-INF/services}; a test that provokes such reports takes them itself.
 */
public final class EmulatorReports implements AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(EmulatorReports.class);
  private static final int MOST = 10;

  /** Made by JUnit. */
  public EmulatorReports() {}

  /** Where Maven runs the tests on the emulator, it has to be there. */
  private static boolean isRequired() {
    return !System.getProperty("emulator.dir", "").isBlank();
  }

  private static Optional<Emulator> find() {
    try {
      return Optional.of(Emulator.attach());
    } catch (IllegalStateException e) {
      if (isRequired()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private record Found(Optional<Emulator> emulator) {}

  @Override
  public void afterEach(ExtensionContext context) {
    Found found =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent("emulator", key -> new Found(find()), Found.class);
    found.emulator().ifPresent(emulator -> expectNone(emulator.reports()));
  }

  private static void expectNone(List<String> reports) {
    if (!reports.isEmpty()) {
      String first = String.join("\n  ", reports.subList(0, Math.min(MOST, reports.size())));
      throw new AssertionFailedError(
          "the emulator has %d report(s):%n  %s".formatted(reports.size(), first));
    }
  }
}
