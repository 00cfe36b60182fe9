package anabranch.cpu;

import anabranch.cpu.kernel.WorkingMemory;
import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The working memory of a recurrent layer in binary64, and its products. */
final class Gates implements AutoCloseable {
  private static final Op.MatMul PRODUCT = new Op.MatMul(1, 0, false);

  private final Memory memory;
  private final Workers workers;
  private final Deque<WorkingMemory.Piece> scratch = new ArrayDeque<>();

  Gates(Memory memory, Workers workers) {
    this.memory = memory;
    this.workers = workers;
  }

  /** A tensor of zeros. */
  Operand zeros(long... sizes) {
    Layout layout = Layout.contiguous(Shape.of(sizes));
    WorkingMemory.Piece part = memory.scratch(layout.shape().numel() * DType.F64.byteSize());
    scratch.push(part);
    part.segment().fill((byte) 0);
    return new Operand(part.segment(), DType.F64, layout);
  }

  /** A copy, in binary64. */
  Operand copy(Operand of) {
    Operand copy = zeros(of.layout().shape().sizes());
    CopyLoops.copy(workers, copy, of);
    return copy;
  }

  /** out = x @ weight^T for x [..., K], weight [N, K], out [..., N]. */
  void project(Operand out, Operand x, Operand weight) {
    Shape shape = x.layout().shape();
    Layout transposed = weight.layout().transpose(0, 1);
    long[] sizes = shape.sizes();
    sizes[sizes.length - 2] = shape.size(-1);
    sizes[sizes.length - 1] = transposed.shape().size(1);
    Operand right = weight.with(transposed.expand(sizes));
    PlainProduct.matMul(workers, PRODUCT, out, x, right, null);
  }

  /** The sum of two vectors of biases, or zeros. */
  double[] biases(int size, List<Operand> parts) {
    double[] sum = new double[size];
    for (Operand part : parts) {
      double[] values = new double[size];
      new Cursor(part, Walk.of(part.layout()), 0).read(DoubleBlocks.INSTANCE, values, size);
      for (int i = 0; i < size; i++) {
        sum[i] += values[i];
      }
    }
    return sum;
  }

  /** Row {@code row} of a matrix made here, to the start of {@code target}. */
  static void row(Operand matrix, long row, double[] target) {
    int columns = (int) matrix.layout().shape().size(1);
    DoubleBlocks.INSTANCE.load(matrix.segment(), DType.F64, row * columns, 1, target, 0, columns);
  }

  /** Writes row {@code row} of a matrix made here. */
  static void setRow(Operand matrix, long row, double[] source) {
    int columns = (int) matrix.layout().shape().size(1);
    DoubleBlocks.INSTANCE.store(source, 0, matrix.segment(), DType.F64, row * columns, 1, columns);
  }

  /** The part at {@code index} of the first dimension. */
  static Operand step(Operand sequence, long index) {
    return sequence.with(sequence.layout().select(0, index));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public void close() {
    scratch.forEach(WorkingMemory.Piece::close);
  }
}
