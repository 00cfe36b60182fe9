package anabranch.cuda.launch;

import anabranch.shape.Layout;
import anabranch.spi.View;
import java.util.Arrays;

/**
 * How a pointwise kernel goes through its operands: by packs of 16 bytes where they are dense and
 * aligned, else by strides. See pointwise.cuh.
 *
 * @param numel how many elements there are
 * @param width how many elements a pack has
 * @param packed whether packs are used
 * @param at the operands' strides, the output's first
 */
record Pointwise(long numel, int width, boolean packed, Strided at) {
  private static final int PACK_BYTES = 16;

  /** Says of {@code numbers} that the left operand is the number that is passed. */
  static final int LEFT = 1;

  /** Says of {@code numbers} that the right operand is the number that is passed. */
  static final int RIGHT = 2;

  /** Over {@code operands}, the output first. */
  static Pointwise over(Launcher launcher, View... operands) {
    Layout[] layouts = new Layout[operands.length];
    int widest = 1;
    for (int i = 0; i < operands.length; i++) {
      layouts[i] = operands[i].layout();
      widest = Math.max(widest, operands[i].dtype().byteSize());
    }
    int width = PACK_BYTES / widest;
    Strided at = Strided.inMemoryOrder(Arrays.asList(layouts));
    boolean packed = at.isContiguous();
    for (View operand : operands) {
      packed &= launcher.address(operand) % ((long) width * operand.dtype().byteSize()) == 0;
    }
    return new Pointwise(layouts[0].shape().numel(), width, packed, at);
  }

  /** Passes n, packed and the strides, and launches; nothing if there are no elements. */
  void launch(Launcher arguments) {
    arguments.i64(numel).i32(packed ? 1 : 0).strided(at);
    arguments.launchOver(packed ? Math.ceilDiv(numel, width) : numel);
  }
}
