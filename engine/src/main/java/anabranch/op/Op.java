package anabranch.op;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a value. A backend answers each with one exhaustive switch, so a new one does not
 * compile until every backend knows it.
 *
 * <p>The engine has done the thinking before a backend sees an operation: {@link Infer} has checked
 * shapes and types, and operands are already <em>broadcast</em> to the output's shape (with strides
 * of 0) and already of the type that the operation computes in. Inputs and outputs come in the
 * order given here. Unless an operation says otherwise, an output may be the very same view as an
 * input, but never a partly overlapping one.
 */
public sealed interface Op {
  /** The operation's name in messages and traces, in lower case: {@code add}, {@code lstm}. */
  String opName();

  /** One input, one output, element by element, both of the same type. */
  enum Unary implements Op {
    /** -x. Not for BOOL. */
    NEG,
    /** |x|. */
    ABS,
    /** e^x. */
    EXP,
    /** Natural logarithm. */
    LOG,
    /** log(1 + x), accurate near 0. */
    LOG1P,
    /** e^x - 1, accurate near 0. */
    EXPM1,
    /** Square root. */
    SQRT,
    /** 1 / sqrt(x). */
    RSQRT,
    /** 1 / x. */
    RECIPROCAL,
    /** Sine of x in radians. */
    SIN,
    /** Cosine of x in radians. */
    COS,
    /** The error function. */
    ERF,
    /** 1 / (1 + e^-x). */
    SIGMOID,
    /** Hyperbolic tangent. */
    TANH,
    /** 0 where x is below 0, else x: NaN stays NaN, and -0 stays -0. */
    RELU,
    /** x * Phi(x) with the exact error function. */
    GELU,
    /** x * sigmoid(x). */
    SILU,
    /** The largest whole number not above x. */
    FLOOR,
    /** The smallest whole number not below x. */
    CEIL,
    /** The nearest whole number, ties to even. */
    ROUND,
    /** x without its fraction. */
    TRUNC,
    /** -1, 0 or 1; 0 for NaN and for either zero, as PyTorch has it. */
    SIGN,
    /** Every bit turned, or the truth value for BOOL. Integral and BOOL only. */
    BITWISE_NOT;

    @Override
    public String opName() {
      return lower(this);
    }
  }

  /** One input of any type, one BOOL output, element by element. */
  enum Test implements Op {
    /** x == 0. */
    LOGICAL_NOT,
    /** Whether x is NaN; false for types without NaN. */
    ISNAN;

    @Override
    public String opName() {
      return lower(this);
    }
  }

  /** Two inputs and one output of one type, element by element. */
  enum Binary implements Op {
    /** a + b; logical or for BOOL. */
    ADD,
    /** a - b. Not for BOOL. */
    SUB,
    /** a * b; logical and for BOOL. */
    MUL,
    /** a / b. Floating types only. */
    DIV,
    /**
     * The largest whole number not above a / b; Python's {@code //}. Integers divided by 0 are an
     * error.
     */
    FLOOR_DIV,
    /** a / b without its fraction. Integers divided by 0 are an error. */
    TRUNC_DIV,
    /**
     * a - b * floor(a / b): the sign is b's; Python's {@code %}. Integers divided by 0 are an
     * error.
     */
    REMAINDER,
    /**
     * a to the power of b. A negative exponent of an integral base gives 0, or +-1 for a base of
     * +-1.
     */
    POW,
    /** The greater; NaN if either is. */
    MAXIMUM,
    /** The lesser; NaN if either is. */
    MINIMUM,
    /** Bitwise and. Integral and BOOL only. */
    BITWISE_AND,
    /** Bitwise or. Integral and BOOL only. */
    BITWISE_OR,
    /** Bitwise exclusive or. Integral and BOOL only. */
    BITWISE_XOR;

    @Override
    public String opName() {
      return lower(this);
    }
  }

  /** Two inputs of one type, one BOOL output, element by element. */
  enum Compare implements Op {
    /** a == b. */
    EQ,
    /** a != b. */
    NE,
    /** a < b. */
    LT,
    /** a <= b. */
    LE,
    /** a > b. */
    GT,
    /** a >= b. */
    GE,
    /** Both are not zero. */
    LOGICAL_AND,
    /** Either is not zero. */
    LOGICAL_OR,
    /** Exactly one is not zero. */
    LOGICAL_XOR;

    @Override
    public String opName() {
      return lower(this);
    }
  }

  /**
   * A {@link Binary} with a number for one operand: input x, output of the same type.
   *
   * @param op what is computed
   * @param scalar the number, to be read in the type of x
   * @param scalarFirst whether the number is the left operand
   */
  record BinaryScalar(Binary op, Scalar scalar, boolean scalarFirst) implements Op {
    @Override
    public String opName() {
      return op.opName();
    }
  }

  /**
   * A {@link Compare} with a number on the right: input x, BOOL output.
   *
   * @param op what is compared
   * @param scalar the number, to be read in the type of x
   */
  record CompareScalar(Compare op, Scalar scalar) implements Op {
    @Override
    public String opName() {
      return op.opName();
    }
  }

  /**
   * a + alpha * b: inputs a, b and the output of one type; the product is rounded before the sum.
   *
   * @param alpha the factor
   */
  record AddScaled(Scalar alpha) implements Op {
    @Override
    public String opName() {
      return "add";
    }
  }

  /** Inputs condition (BOOL), a, b; the output takes a where the condition holds, else b. */
  record Where() implements Op {
    @Override
    public String opName() {
      return "where";
    }
  }

  /**
   * Inputs x, mask (BOOL); the output is {@code value} where the mask holds, else x.
   *
   * @param value the number, to be read in the type of x
   */
  record MaskedFill(Scalar value) implements Op {
    @Override
    public String opName() {
      return "masked_fill";
    }
  }

  /**
   * min(max(x, low), high), the bounds read in the type of x; NaN stays NaN.
   *
   * @param low the lower bound, or null for none
   * @param high the upper bound, or null for none
   */
  record Clamp(@Nullable Scalar low, @Nullable Scalar high) implements Op {
    @Override
    public String opName() {
      return "clamp";
    }
  }

  /**
   * One input, one output of the same shape, of any two layouts and types: converts as {@link
   * anabranch.shape.DType} says (real to whole cuts toward zero; anything to BOOL asks whether it
   * is not zero). The only operation whose input may have negative strides.
   */
  record Copy() implements Op {
    @Override
    public String opName() {
      return "copy";
    }
  }

  /**
   * No input; every element of the output becomes {@code value}.
   *
   * @param value the number, to be read in the type of the output
   */
  record Fill(Scalar value) implements Op {
    @Override
    public String opName() {
      return "fill";
    }
  }

  /**
   * No input; element i of the one-dimensional output is {@code start + i * step}, computed in
   * 64-bit whole numbers for integral outputs and in F64 for floating ones, then rounded once.
   *
   * @param start the first value
   * @param step the difference
   */
  record Arange(Scalar start, Scalar step) implements Op {
    @Override
    public String opName() {
      return "arange";
    }
  }

  /** What {@link Random} draws. */
  enum Distribution {
    /** Uniform real numbers in [a, b). */
    UNIFORM,
    /** Normal real numbers with mean a and standard deviation b. */
    NORMAL,
    /** Whole numbers, uniform in [a, b). */
    INTEGERS,
    /** 1 with probability a, else 0. */
    BERNOULLI
  }

  /**
   * No input; fills the output with random numbers. Element i in row-major order depends on the key
   * and i alone, as {@link Philox} defines, so every backend draws the same.
   *
   * @param distribution what is drawn
   * @param key the Philox key
   * @param a the distribution's first parameter
   * @param b the distribution's second parameter
   */
  record Random(Distribution distribution, long key, double a, double b) implements Op {
    @Override
    public String opName() {
      return "random";
    }
  }

  /** How {@link Reduce} combines elements. */
  enum Reduction {
    /** The sum; 0 of nothing. The output is I64 for whole numbers and truth values. */
    SUM,
    /** The sum over the count; NaN of nothing. Floating types only. */
    MEAN,
    /** The product; 1 of nothing. The output is I64 for whole numbers and truth values. */
    PROD,
    /** The greatest; NaN if any is. Of nothing it is an error. */
    MAX,
    /** The least; NaN if any is. Of nothing it is an error. */
    MIN,
    /** Whether any is not zero. The output is BOOL. */
    ANY,
    /** Whether all are not zero. The output is BOOL. */
    ALL,
    /**
     * (sum |x|^p)^(1/p), with p the parameter; 0, 1, 2 and infinity as usual. Floating types only.
     */
    NORM,
    /** The variance, with the parameter as correction (1: Bessel's). Floating types only. */
    VAR,
    /** The square root of the variance. Floating types only. */
    STD
  }

  /**
   * One input; the output has the input's rank with size 1 in each of {@code dims}. Sums are made
   * in blocks whose cut does not depend on the number of threads.
   *
   * @param kind how elements are combined
   * @param dims the dimensions that are reduced, ascending, none negative
   * @param parameter p of NORM, the correction of VAR and STD, else unused
   */
  record Reduce(Reduction kind, List<Integer> dims, double parameter) implements Op {
    @Override
    public String opName() {
      return lower(kind);
    }
  }

  /**
   * One input; outputs: the greatest (or least) values along {@code dim}, and their indices (I64),
   * the first among equals; a NaN wins. Both have size 1 in {@code dim}.
   *
   * @param greatest whether the greatest is sought, else the least
   * @param dim the dimension, not negative
   */
  record ArgReduce(boolean greatest, int dim) implements Op {
    @Override
    public String opName() {
      return greatest ? "max" : "min";
    }
  }

  /**
   * One input, one output of the same shape and of the same type, or I64 for whole numbers and
   * truth values: sums of all elements up to each along {@code dim}.
   *
   * @param dim the dimension, not negative
   */
  record Cumsum(int dim) implements Op {
    @Override
    public String opName() {
      return "cumsum";
    }
  }

  /**
   * out = alpha * (a @ b) + beta * c: inputs a [..., M, K], b [..., K, N] and, if beta is not 0, c
   * [..., M, N]; output [..., M, N]; leading dimensions equal on all. An empty K gives beta * c.
   * The output may be c, but overlaps neither a nor b.
   *
   * @param alpha factor of the product
   * @param beta factor of c; 0 means that there is no c
   * @param weights whether b is a model's weight that many calls share, worth preparing once
   */
  record MatMul(double alpha, double beta, boolean weights) implements Op {
    @Override
    public String opName() {
      return "matmul";
    }
  }

  /**
   * e^x / sum e^x along {@code dim}, shifted by the maximum; or its logarithm.
   *
   * @param dim the dimension, not negative
   * @param log whether the logarithm is given
   */
  record Softmax(int dim, boolean log) implements Op {
    @Override
    public String opName() {
      return log ? "log_softmax" : "softmax";
    }
  }

  /**
   * (x - mean) / sqrt(variance + epsilon) over the last dimensions, the variance without Bessel's
   * correction. Inputs x and, if {@code affine}, weight and bias of the normalized dimensions'
   * shape.
   *
   * @param dims how many trailing dimensions are normalized together
   * @param epsilon added to the variance
   * @param affine whether weight and bias are given
   */
  record LayerNorm(int dims, double epsilon, boolean affine) implements Op {
    @Override
    public String opName() {
      return "layer_norm";
    }
  }

  /**
   * Inputs x, index (I64, rank 1); the output takes {@code x}'s slices at the indices along {@code
   * dim}. An index outside 0 ... size - 1 is an error. The output overlaps no input.
   *
   * @param dim the dimension, not negative
   */
  record IndexSelect(int dim) implements Op {
    @Override
    public String opName() {
      return "index_select";
    }
  }

  /**
   * Inputs x, index (I64, of x's rank); {@code out[i][j] = x[index[i][j]][j]} for dim 0, and so on.
   * An index outside 0 ... size - 1 is an error. The output overlaps no input.
   *
   * @param dim the dimension, not negative
   */
  record Gather(int dim) implements Op {
    @Override
    public String opName() {
      return "gather";
    }
  }

  /**
   * Inputs index (I64), source; the output, which holds the target's values already, gets {@code
   * out[index[i][j]][j] = source[i][j]} for dim 0, and so on; or {@code +=} if {@code add}. Of
   * several writes to one place the last in row-major order stands. An index outside 0 ... size - 1
   * is an error.
   *
   * @param dim the dimension, not negative
   * @param add whether the source is added
   */
  record Scatter(int dim, boolean add) implements Op {
    @Override
    public String opName() {
      return add ? "scatter_add" : "scatter";
    }
  }

  /**
   * One input; outputs: the values in order along {@code dim}, and their indices (I64). Equal
   * elements keep their order; NaN counts as the greatest.
   *
   * @param dim the dimension, not negative
   * @param descending whether the greatest come first
   */
  record Sort(int dim, boolean descending) implements Op {
    @Override
    public String opName() {
      return "sort";
    }
  }

  /**
   * One input; outputs: the k greatest (or least) values along {@code dim}, in order, and their
   * indices (I64). NaN counts as the greatest.
   *
   * @param k how many
   * @param dim the dimension, not negative
   * @param largest whether the greatest are sought, else the least
   */
  record TopK(long k, int dim, boolean largest) implements Op {
    @Override
    public String opName() {
      return "topk";
    }
  }

  /**
   * One layer and direction of an LSTM, all time steps, by PyTorch's formulas (gates in the order
   * i, f, g, o). With T steps, B rows, I inputs, H hidden units and P = H, or the projection's
   * size: inputs x [T, B, I], w_ih [4H, I], w_hh [4H, P], then if {@code bias} b_ih [4H], b_hh
   * [4H], then if {@code projected} w_hr [P, H], then if {@code state} h0 [B, P], c0 [B, H] (zeros
   * otherwise). Outputs y [T, B, P], hn [B, P], cn [B, H]; y may have any strides; none overlaps an
   * input.
   *
   * @param bias whether biases are given
   * @param projected whether the hidden state is projected
   * @param state whether an initial state is given
   * @param reverse whether time runs from the last step to the first; y keeps x's order of steps
   */
  record Lstm(boolean bias, boolean projected, boolean state, boolean reverse) implements Op {
    @Override
    public String opName() {
      return "lstm";
    }
  }

  /**
   * One layer and direction of a GRU, all time steps, by PyTorch's formulas (gates in the order r,
   * z, n): inputs x [T, B, I], w_ih [3H, I], w_hh [3H, H], then if {@code bias} b_ih [3H], b_hh
   * [3H], then if {@code state} h0 [B, H] (zeros otherwise). Outputs y [T, B, H], hn [B, H]; y may
   * have any strides; none overlaps an input.
   *
   * @param bias whether biases are given
   * @param state whether an initial state is given
   * @param reverse whether time runs from the last step to the first; y keeps x's order of steps
   */
  record Gru(boolean bias, boolean state, boolean reverse) implements Op {
    @Override
    public String opName() {
      return "gru";
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
