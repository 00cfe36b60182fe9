package anabranch.cuda;

import anabranch.spi.BackendProvider.Probe;
import java.lang.Runtime.Version;
import java.util.Optional;

/** What has to hold before anything native is touched. */
final class Platform {
  /** Older ones can corrupt arrays that JNI has pinned (JDK-8377811). */
  private static final Version OLDEST_JDK = Version.parse("25.0.3");

  private Platform() {}

  /** Why JCuda cannot be used here, if so. */
  static Optional<Probe.Unavailable> obstacle(String os, String architecture, Version jdk) {
    if (!os.equals("Linux") || !(architecture.equals("amd64") || architecture.equals("x86_64"))) {
      return Optional.of(
          new Probe.Unavailable(
              "CUDA is used on Linux x86-64 only, and this is " + os + " " + architecture,
              "use the device cpu"));
    }
    if (jdk.compareToIgnoreOptional(OLDEST_JDK) < 0) {
      return Optional.of(
          new Probe.Unavailable(
              "JDK %s can corrupt arrays that native code has pinned (JDK-8377811)".formatted(jdk),
              "run on JDK 25.0.3 or newer"));
    }
    return Optional.empty();
  }
}
