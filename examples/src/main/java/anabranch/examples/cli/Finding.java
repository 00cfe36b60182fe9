package anabranch.examples.cli;

/**
 * One line of {@code anabranch doctor}.
 *
 * @param well whether it is as it should be
 * @param subject what was looked at
 * @param text what was found, and what to do about it if that is a problem
 */
record Finding(boolean well, String subject, String text) {
  static Finding well(String subject, String text) {
    return new Finding(true, subject, text);
  }

  static Finding problem(String subject, String text, String remedy) {
    return new Finding(false, subject, text + "; " + remedy);
  }
}
