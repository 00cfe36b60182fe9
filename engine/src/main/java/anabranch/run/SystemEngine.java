package anabranch.run;

import anabranch.spi.BackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The one engine of code that opened none; made at its first use, closed when the JVM ends. */
final class SystemEngine {
  static final Engine INSTANCE = open();

  private SystemEngine() {}

  private static Engine open() {
    Engine engine = new Engine(Settings.of(System.getenv()), providers(), true);
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "anabranch-exit"));
    return engine;
  }

  private static List<BackendProvider> providers() {
    List<BackendProvider> found = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .forEach(found::add);
    return found;
  }
}
