package anabranch.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import jdk.jfr.Configuration;

/**
 * Settings for the JVM's flight recorder under which it keeps every event of the engine. Without
 * them the frequent ones are off, and waits are kept from 10 ms on. The same settings are the file
 * {@code anabranch/profile/anabranch.jfc} in the engine's jar.
 */
public final class FlightRecorderPreset {
  private static final String FILE = "anabranch.jfc";

  private FlightRecorderPreset() {}

  /**
   * The settings, for {@code new Recording(configuration)}.
   *
   * @throws IllegalStateException if the jar is broken
   */
  public static Configuration configuration() {
    try (InputStream in = FlightRecorderPreset.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing in the engine's jar");
      }
      Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
      return Configuration.create(text);
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(FILE + " of the engine's jar cannot be read", e);
    }
  }
}
