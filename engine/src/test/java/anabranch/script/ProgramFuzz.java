package anabranch.script;

import java.nio.charset.StandardCharsets;

/** Jazzer's target for programs: any bytes are a text, which is a program or refused. */
public final class ProgramFuzz {
  private ProgramFuzz() {}

  /** Called with bytes that Jazzer makes. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    try {
      Script.compile(new String(bytes, StandardCharsets.UTF_8));
    } catch (ScriptException e) {
      if (e.report().isEmpty()) {
        throw new IllegalStateException("a refusal says why", e);
      }
    }
  }
}
