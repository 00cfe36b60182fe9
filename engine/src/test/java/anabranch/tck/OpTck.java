package anabranch.tck;

import anabranch.Generator;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.util.List;

/** What the suites of operations share: tensors to work on. */
abstract class OpTck extends TckBase {
  static final List<DType> FLOATING = List.of(DType.F64, DType.F32, DType.F16, DType.BF16);
  static final List<DType> WHOLE = List.of(DType.I64, DType.I32, DType.U8);
  static final double NAN = Double.NaN;
  static final double INF = Double.POSITIVE_INFINITY;

  static List<DType> floatingTypes() {
    return FLOATING;
  }

  private final Generator random = Generator.seeded(20261123);

  /** A vector of these numbers. */
  final Tensor vector(DType type, double... values) {
    return tensor(type, values, values.length);
  }

  /** These numbers as {@code type}. */
  final Tensor tensor(DType type, double[] values, long... sizes) {
    return Tensors.of(device(), values, sizes).to(type);
  }

  final Tensor longs(long... values) {
    return Tensors.of(device(), values);
  }

  /** Random numbers: about -6 to 6, whole ones -9 to 9, U8 0 to 18, truth values. */
  final Tensor sample(DType type, long... sizes) {
    return switch (type) {
      case F64, F32, F16, BF16 -> random.randn(device(), DType.F64, sizes).mul(2).to(type);
      case I64, I32 -> random.randint(device(), -9, 10, sizes).to(type);
      case U8 -> random.randint(device(), 0, 19, sizes).to(type);
      case BOOL -> random.randint(device(), 0, 2, sizes).to(type);
    };
  }

  /** As {@link #sample}, in {@code form}. */
  final Tensor sample(Form form, DType type, long... sizes) {
    return form.make(Shape.of(sizes), shape -> sample(type, shape.sizes()));
  }

  /** As {@link #sample} without zeros. */
  final Tensor nonZero(DType type, long... sizes) {
    Tensor x = sample(type, sizes);
    return x.maskedFill(x.eq(0), 1);
  }

  /** Uniform indices below {@code size}. */
  final Tensor indices(long size, long... sizes) {
    return random.randint(device(), 0, size, sizes);
  }
}
