package anabranch.io.hostile;

import java.io.IOException;

/** Jazzer's target for pickles: any bytes are the pickle of an archive that is well otherwise. */
public final class PickleFuzz {
  private static final Attempt ATTEMPT = Attempt.onTemporaryFile();

  private PickleFuzz() {}

  /** Called with bytes that Jazzer makes. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    ATTEMPT.pickle(bytes);
  }
}
