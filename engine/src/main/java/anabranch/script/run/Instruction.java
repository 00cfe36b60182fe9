package anabranch.script.run;

/** One step of a function. */
public abstract class Instruction {
  /** The number that ends a function. */
  static final int END = -1;

  private final int at;

  Instruction(int at) {
    this.at = at;
  }

  /** Where it comes from in the text. */
  final int at() {
    return at;
  }

  /** Runs it, and gives the number of the next one. */
  abstract int run(Frame frame, int pc);
}
