package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.spi.BackendProvider.Probe;
import java.lang.Runtime.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlatformTest {
  private static Optional<Probe.Unavailable> onLinux(String jdk) {
    return Platform.obstacle("Linux", "amd64", Version.parse(jdk));
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.1", "25.0.2", "25.0.2+10-LTS"})
  void anOlderJdkIsRefusedWithTheReason(String jdk) {
    Probe.Unavailable obstacle = onLinux(jdk).orElseThrow();
    assertTrue(obstacle.reason().contains("JDK-8377811"), obstacle.reason());
    assertTrue(obstacle.reason().contains(jdk), obstacle.reason());
    assertTrue(obstacle.remedy().contains("25.0.3"), obstacle.remedy());
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.0.3", "25.0.3+9-LTS", "25.0.10", "26", "26.0.1"})
  void aNewerJdkIsNot(String jdk) {
    assertEquals(Optional.empty(), onLinux(jdk));
  }

  @Test
  void otherPlatformsHaveNone() {
    Version jdk = Version.parse("25.0.3");
    for (String[] other : new String[][] {{"Mac OS X", "x86_64"}, {"Linux", "aarch64"}}) {
      Probe.Unavailable obstacle = Platform.obstacle(other[0], other[1], jdk).orElseThrow();
      assertTrue(obstacle.reason().contains(other[0] + " " + other[1]), obstacle.reason());
    }
  }
}
