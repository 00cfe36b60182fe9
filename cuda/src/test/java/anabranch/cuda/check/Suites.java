package anabranch.cuda.check;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the engine's suites on the device {@code cuda:0} without Maven, for machines that have a GPU
 * and nothing to build with: {@code Suites FILE.json [PATTERN]}, where the pattern is one of class
 * names. Ends with status 1 if a test failed, or none ran.
 */
public final class Suites {
  private static final String ALL = "anabranch\\.cuda\\.Cuda\\w*Test";

  private Suites() {}

  /** Takes the file for the result, and maybe a pattern. */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: Suites FILE.json [PATTERN]");
      System.exit(2);
    }
    Progress progress = run(args.length == 2 ? args[1] : ALL, System.out);
    Files.writeString(Path.of(args[0]), progress.json(), StandardCharsets.UTF_8);
    System.out.println(progress.summary());
    System.exit(progress.isGreen() ? 0 : 1);
  }

  /** Runs the suites that need no emulator and whose names match. */
  static Progress run(String pattern, PrintStream out) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("anabranch.cuda"))
            .filters(includeClassNamePatterns(pattern), excludeTags("emulator"))
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
            .build();
    Launcher launcher = LauncherFactory.create();
    Progress progress = new Progress(out);
    launcher.execute(request, progress);
    return progress;
  }
}
