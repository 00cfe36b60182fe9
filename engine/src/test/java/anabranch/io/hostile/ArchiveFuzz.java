package anabranch.io.hostile;

import java.io.IOException;

/** Jazzer's target for archives: any bytes are a file. */
public final class ArchiveFuzz {
  private static final Attempt ATTEMPT = Attempt.onTemporaryFile();

  private ArchiveFuzz() {}

  /** Called with bytes that Jazzer makes. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    ATTEMPT.archive(bytes);
  }
}
