package anabranch.examples.cli;

import anabranch.profile.Profile;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells whoever asked for a recording what it had no room for. */
final class LostSpans {
  private LostSpans() {}

  /** Prints how many spans {@code profile} lost, if any, and what to do. */
  static void tell(Profile profile, PrintWriter err) {
    if (profile.lost() > 0) {
      err.println(
          String.format(
              Locale.ROOT,
              "anabranch: the recording had no room for %,d spans, which are missing; give Java"
                  + " more heap, such as JAVA_TOOL_OPTIONS=-Xmx8g",
              profile.lost()));
    }
  }
}
