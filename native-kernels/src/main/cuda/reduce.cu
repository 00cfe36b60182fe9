// Reductions: elements are prepared, combined, and finished, as the host says by numbers.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"
#include "typed.cuh"

enum Before { AS_IS, TRUTH, ABSOLUTE, SQUARE, POWER, DEVIATION };
enum Combine { SUM, PRODUCT, GREATEST, LEAST };
enum After { NOTHING, DIVIDE, DIVIDE_AND_ROOT, RAISE };

// The host's numbers.
struct Steps {
  int32_t before;
  int32_t combine;
  int32_t after;
  double exponent;
  double argument;
};

template <class A> DEVICE A prepared(const Steps& steps, A x, A mean) {
  switch (steps.before) {
    case TRUTH:
      return x != 0 ? A(1) : A(0);
    case ABSOLUTE:
      return fabs(x);
    case SQUARE:
      return x * x;
    case POWER:
      return powerOf<A>(fabs(x), static_cast<A>(steps.exponent));
    case DEVIATION:
      return (x - mean) * (x - mean);
    default:
      return x;
  }
}

template <> DEVICE int64_t prepared(const Steps& steps, int64_t x, int64_t) {
  return steps.before == TRUTH ? static_cast<int64_t>(x != 0) : x;
}

template <class A> DEVICE A finished(const Steps& steps, A x) {
  A argument = static_cast<A>(steps.argument);
  switch (steps.after) {
    case DIVIDE:
      return x / argument;
    case DIVIDE_AND_ROOT:
      return sqrt(x / argument);
    case RAISE:
      return powerOf(x, argument);
    default:
      return x;
  }
}

template <> DEVICE int64_t finished(const Steps&, int64_t x) { return x; }

DEVICE float highest(float) { return static_cast<float>(INFINITY); }
DEVICE double highest(double) { return static_cast<double>(INFINITY); }
DEVICE int64_t highest(int64_t) { return INT64_MAX; }
DEVICE float lowest(float) { return -static_cast<float>(INFINITY); }
DEVICE double lowest(double) { return -static_cast<double>(INFINITY); }
DEVICE int64_t lowest(int64_t) { return INT64_MIN; }

// As far as plain sums need it.
template <class A> DEVICE A averaged(const Steps& steps, A x) {
  return steps.after == DIVIDE ? x / static_cast<A>(steps.argument) : x;
}

// What combining with changes nothing. Prepared elements are never negative, but for those as they are.
template <class A> DEVICE A neutral(const Steps& steps) {
  switch (steps.combine) {
    case PRODUCT:
      return A(1);
    case GREATEST:
      return steps.before == AS_IS ? lowest(A(0)) : A(0);
    case LEAST:
      return highest(A(0));
    default:
      return A(0);
  }
}

struct Combined {
  int32_t how;

  template <class A> DEVICE A operator()(A a, A b) const {
    switch (how) {
      case PRODUCT:
        return wideProduct(a, b);
      case GREATEST:
        return wideGreater(a, b);
      case LEAST:
        return wideLesser(a, b);
      default:
        return wideSum(a, b);
    }
  }
};

// One thread's share of a plain sum; several loads are under way at once.
template <class T>
DEVICE Wide<T> summed(In<T> x, const Strided<1>& reduced, int64_t first, int64_t end, int32_t step) {
  constexpr int AT_ONCE = 4;
  Sum<Wide<T>> sum;
  int64_t j = first;
  if (reduced.dims <= 1) {
    for (; j + (AT_ONCE - 1) * step < end; j += AT_ONCE * step) {
      Wide<T> v[AT_ONCE];
      for (int k = 0; k < AT_ONCE; k++) {
        v[k] = loadWide(x, (j + k * step) * reduced.stride[0][0]);
      }
      for (int k = 0; k < AT_ONCE; k++) {
        sum.add(v[k]);
      }
    }
  }
  ROLLED for (; j < end; j += step) {
    sum.add(loadWide(x, along(reduced, j)));
  }
  return sum.value();
}

// One thread's share of any reduction.
template <class T>
DEVICE Wide<T> folded(const Steps& steps, In<T> x, Wide<T> mean, const Strided<1>& reduced,
                      int64_t first, int64_t end, int32_t step) {
  using A = Wide<T>;
  Sum<A> sum;
  A other = neutral<A>(steps);
  Combined combine{steps.combine};
  ROLLED for (int64_t j = first; j < end; j += step) {
    A v = prepared<A>(steps, loadWide(x, along(reduced, j)), mean);
    if (steps.combine == SUM) {
      sum.add(v);
    } else {
      other = combine(other, v);
    }
  }
  return steps.combine == SUM ? sum.value() : other;
}

// Outputs are numbered as in `kept` (the input without the reduced dimensions, and the output); each is
// made in parts of `chunk` elements. Where there are several parts, `out` is scratch that holds first
// all first parts, then all second ones, and so on.
#define REDUCE_PARAMETERS(T)                                                                       \
  In<T> x, In<Wide<T>> mean, Out<uint8_t> out, Strided<2> kept, Strided<1> reduced,                \
      int64_t outputs, int64_t count, int64_t chunk, int64_t units, int32_t perLine,               \
      int32_t before, int32_t combine, int32_t after, double exponent, double argument,            \
      int32_t outType

#define REDUCE_KERNEL(name, T, SHARE, NEUTRAL, COMBINE, FINISH)                                                              \
  BLOCK_KERNEL(name, REDUCE_PARAMETERS(T)) {                                                       \
    SHARED(Wide<T>, tile, WARP);                                                                   \
    Team team(perLine);                                                                            \
    if (team.unit >= units) {                                                                      \
      return;                                                                                      \
    }                                                                                              \
    Steps steps{before, combine, after, exponent, argument};                                       \
    int64_t part = team.unit / outputs;                                                            \
    int64_t output = team.unit - part * outputs;                                                   \
    int64_t offset[2];                                                                             \
    locate(kept, output, offset);                                                                  \
    int64_t first = part * chunk;                                                                  \
    int64_t end = first + chunk < count ? first + chunk : count;                                   \
    Wide<T> value = SHARE;                                                                         \
    value = combineLine(value, perLine, NEUTRAL, tile, COMBINE);                                   \
    if (team.rank == 0) {                                                                          \
      storeAs(out, outType, offset[1] + part * outputs, FINISH<Wide<T>>(steps, value));            \
    }                                                                                              \
  }

#define SUM_KERNEL(suffix, T)                                                                      \
  REDUCE_KERNEL(sum_##suffix, T, summed<T>(x + offset[0], reduced, first + team.rank, end, perLine), \
                Wide<T>(0), Add(), averaged)

#define FOLD_KERNEL(suffix, T)                                                                     \
  REDUCE_KERNEL(fold_##suffix, T,                                                                  \
                folded<T>(steps, x + offset[0], before == DEVIATION ? mean[output] : Wide<T>(0),   \
                          reduced, first + team.rank, end, perLine),                               \
                neutral<Wide<T>>(steps), Combined{combine}, finished)

FOR_FLOATING(SUM_KERNEL)
FOR_ALL(FOLD_KERNEL)
