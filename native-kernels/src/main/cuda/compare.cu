// Questions about numbers, answered by truth values.
#include "kernel.cuh"
#include "ops.cuh"
#include "pointwise.cuh"

template <class C, class Body> DEVICE void withTest(int32_t op, Body body) {
  switch (static_cast<Test>(op)) {
    case Test::LOGICAL_NOT: return body([](C x) { return x == 0; });
    case Test::ISNAN: return body([](C x) { return x != x; });
  }
}

template <class C, class Body> DEVICE void withCompare(int32_t op, Body body) {
  switch (static_cast<Compare>(op)) {
    case Compare::EQ: return body([](C a, C b) { return a == b; });
    case Compare::NE: return body([](C a, C b) { return a != b; });
    case Compare::LT: return body([](C a, C b) { return a < b; });
    case Compare::LE: return body([](C a, C b) { return a <= b; });
    case Compare::GT: return body([](C a, C b) { return a > b; });
    case Compare::GE: return body([](C a, C b) { return a >= b; });
    case Compare::LOGICAL_AND: return body([](C a, C b) { return a != 0 && b != 0; });
    case Compare::LOGICAL_OR: return body([](C a, C b) { return a != 0 || b != 0; });
    case Compare::LOGICAL_XOR: return body([](C a, C b) { return (a != 0) != (b != 0); });
  }
}

template <class T>
DEVICE void test(int32_t op, In<T> x, Out<b8> out, int64_t n, int32_t packed,
                 const Strided<2>& at) {
  using C = Compute<T>;
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    C v[W];
    bool holds[W];
    load(loadPack<W>(x, i), v);
    withTest<C>(op, [&](auto f) {
      for (int k = 0; k < W; k++) {
        holds[k] = f(v[k]);
      }
    });
    store(holds, out, i);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[2]) {
    C v = Number<T>::load(x[offset[1]]);
    bool holds = false;
    withTest<C>(op, [&](auto f) { holds = f(v); });
    out[offset[0]] = Number<b8>::store(holds);
  });
}

#define TEST(suffix, T)                                                              \
  KERNEL(test_##suffix, int32_t op, In<T> x, Out<b8> out, int64_t n, int32_t packed, \
         Strided<2> at) {                                                            \
    test<T>(op, x, out, n, packed, at);                                              \
  }

FOR_ALL(TEST)

template <class T>
DEVICE void compare(int32_t op, In<T> a, Operand<T> b, Out<b8> out, int64_t n, int32_t packed,
                    const Strided<3>& at) {
  using C = Compute<T>;
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    C x[W];
    C y[W];
    bool holds[W];
    load(loadPack<W>(a, i), x);
    load(b.template pack<W>(i), y);
    withCompare<C>(op, [&](auto f) {
      for (int k = 0; k < W; k++) {
        holds[k] = f(x[k], y[k]);
      }
    });
    store(holds, out, i);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[3]) {
    C x = Number<T>::load(a[offset[1]]);
    C y = Number<T>::load(b.element(offset[2]));
    bool holds = false;
    withCompare<C>(op, [&](auto f) { holds = f(x, y); });
    out[offset[0]] = Number<b8>::store(holds);
  });
}

// `b` may be `number` instead, as `numbers` says.
#define COMPARE(suffix, T)                                                                       \
  KERNEL(compare_##suffix, int32_t op, int32_t numbers, In<T> a, In<T> b, Given<T>::Type number, \
         Out<b8> out, int64_t n, int32_t packed, Strided<3> at) {                                \
    compare<T>(op, a, Operand<T>{b, (numbers & RIGHT) != 0, given<T>(number)}, out, n, packed,   \
               at);                                                                              \
  }

FOR_ALL(COMPARE)
