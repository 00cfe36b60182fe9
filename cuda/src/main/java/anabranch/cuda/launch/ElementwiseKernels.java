package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.spi.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic element by element. */
final class ElementwiseKernels {
  private final KernelSet unary;
  private final KernelSet clamp;
  private final KernelSet binary;
  private final KernelSet addScaled;
  private final KernelSet divide;

  ElementwiseKernels(Kernels kernels) {
    unary = new KernelSet(kernels, "unary", "unary");
    clamp = new KernelSet(kernels, "unary", "clamp");
    binary = new KernelSet(kernels, "binary", "binary");
    addScaled = new KernelSet(kernels, "binary", "add_scaled");
    divide = new KernelSet(kernels, "divide", "divide");
  }

  void run(Launcher launcher, Op.Unary op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    View x = inputs.getFirst();
    Pointwise over = Pointwise.over(launcher, out, x);
    Launcher arguments = launcher.begin(unary.of(x.dtype())).i32(OpCodes.of(op));
    over.launch(arguments.pointer(x).pointer(out));
  }

  void run(Launcher launcher, Op.Binary op, List<View> outputs, List<View> inputs) {
    run(launcher, op, outputs.getFirst(), inputs.getFirst(), inputs.getLast(), 0, Scalar.of(0));
  }

  void run(Launcher launcher, Op.BinaryScalar op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    int numbers = op.scalarFirst() ? Pointwise.LEFT : Pointwise.RIGHT;
    run(launcher, op.op(), outputs.getFirst(), x, x, numbers, op.scalar());
  }

  private void run(
      Launcher launcher, Op.Binary op, View out, View a, View b, int numbers, Scalar number) {
    if (mayFail(op, a.dtype())) {
      divide(launcher, op, out, a, b, numbers, number);
      return;
    }
    Pointwise over = Pointwise.over(launcher, out, a, b);
    Launcher arguments = launcher.begin(binary.of(a.dtype())).i32(OpCodes.of(op)).i32(numbers);
    Numbers.pass(arguments.pointer(a).pointer(b), a.dtype(), number);
    over.launch(arguments.pointer(out));
  }

  private static boolean mayFail(Op.Binary op, DType dtype) {
    return switch (op) {
      case FLOOR_DIV, TRUNC_DIV, REMAINDER -> !dtype.isFloating();
      case ADD, SUB, MUL, DIV, POW, MAXIMUM, MINIMUM, BITWISE_AND, BITWISE_OR, BITWISE_XOR -> false;
    };
  }

  /** Of whole numbers; 0 given by the host fails at once, 0 found by the kernel later. */
  private void divide(
      Launcher launcher, Op.Binary op, View out, View a, View b, int numbers, Scalar number) {
    long numel = out.layout().shape().numel();
    if (numel == 0) {
      return;
    }
    if (numbers == Pointwise.RIGHT && Numbers.whole(a.dtype(), number) == 0) {
      throw byZero(op);
    }
    Launcher arguments = launcher.begin(divide.of(a.dtype())).i32(OpCodes.of(op)).i32(numbers);
    Numbers.pass(arguments.pointer(a).pointer(b), a.dtype(), number)
        .pointer(out)
        .fault((value, bound) -> byZero(op))
        .i64(numel)
        .strided(Strided.inMemoryOrder(List.of(out.layout(), a.layout(), b.layout())))
        .launchOver(numel);
  }

  private static ArithmeticException byZero(Op.Binary op) {
    return new ArithmeticException("ZeroDivisionError: " + op.opName() + " of whole numbers by 0");
  }

  void run(Launcher launcher, Op.AddScaled op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    View a = inputs.getFirst();
    View b = inputs.getLast();
    Pointwise over = Pointwise.over(launcher, out, a, b);
    Launcher arguments = launcher.begin(addScaled.of(a.dtype())).pointer(a).pointer(b);
    over.launch(Numbers.pass(arguments, computed(a.dtype()), op.alpha()).pointer(out));
  }

  /** A factor is no element: it is rounded to the type that is computed in. */
  private static DType computed(DType dtype) {
    return switch (dtype) {
      case F16, BF16 -> DType.F32;
      case F64, F32, I64, I32, U8, BOOL -> dtype;
    };
  }

  void run(Launcher launcher, Op.Clamp op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    View x = inputs.getFirst();
    Pointwise over = Pointwise.over(launcher, out, x);
    Launcher arguments = launcher.begin(clamp.of(x.dtype())).pointer(x).pointer(out);
    Numbers.pass(arguments, x.dtype(), bound(op.low(), least(x.dtype())));
    Numbers.pass(arguments, x.dtype(), bound(op.high(), most(x.dtype())));
    over.launch(arguments);
  }

  private static Scalar bound(@Nullable Scalar given, Scalar none) {
    return given == null ? none : given;
  }

  private static Scalar least(DType dtype) {
    return switch (dtype) {
      case F64, F32, F16, BF16 -> Scalar.of(Double.NEGATIVE_INFINITY);
      case I64 -> Scalar.of(Long.MIN_VALUE);
      case I32 -> Scalar.of((long) Integer.MIN_VALUE);
      case U8, BOOL -> Scalar.of(0L);
    };
  }

  private static Scalar most(DType dtype) {
    return switch (dtype) {
      case F64, F32, F16, BF16 -> Scalar.of(Double.POSITIVE_INFINITY);
      case I64 -> Scalar.of(Long.MAX_VALUE);
      case I32 -> Scalar.of((long) Integer.MAX_VALUE);
      case U8 -> Scalar.of(255L);
      case BOOL -> Scalar.of(true);
    };
  }
}
