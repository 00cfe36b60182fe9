package anabranch.io.hostile;

import java.io.IOException;

/** Jazzer's target for safetensors: any bytes are a file. */
public final class SafetensorsFuzz {
  private static final Attempt ATTEMPT = Attempt.onTemporaryFile();

  private SafetensorsFuzz() {}

  /** Called with bytes that Jazzer makes. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    ATTEMPT.safetensors(bytes);
  }
}
