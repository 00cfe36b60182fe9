// The types that sums are made in: float and double for real numbers, int64_t for all others.
#pragma once

#include "floating.cuh"

template <class T> struct WideType {
  using Type = int64_t;
};
template <> struct WideType<double> {
  using Type = double;
};
template <> struct WideType<float> {
  using Type = float;
};
template <> struct WideType<f16> {
  using Type = float;
};
template <> struct WideType<bf16> {
  using Type = float;
};

template <class T> using Wide = typename WideType<T>::Type;

template <class T> DEVICE Wide<T> loadWide(In<T> x, int64_t i) {
  return static_cast<Wide<T>>(Number<T>::load(x[i]));
}

// 64-bit whole numbers wrap.
DEVICE float wideSum(float a, float b) { return a + b; }
DEVICE double wideSum(double a, double b) { return a + b; }
DEVICE int64_t wideSum(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}
DEVICE float wideProduct(float a, float b) { return a * b; }
DEVICE double wideProduct(double a, double b) { return a * b; }
DEVICE int64_t wideProduct(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

DEVICE bool isNan(float x) { return x != x; }
DEVICE bool isNan(double x) { return x != x; }
DEVICE bool isNan(int64_t) { return false; }

// The extremes; NaN if either is.
DEVICE float wideGreater(float a, float b) { return greaterOf(a, b); }
DEVICE double wideGreater(double a, double b) { return greaterOf(a, b); }
DEVICE int64_t wideGreater(int64_t a, int64_t b) { return a > b ? a : b; }
DEVICE float wideLesser(float a, float b) { return lesserOf(a, b); }
DEVICE double wideLesser(double a, double b) { return lesserOf(a, b); }
DEVICE int64_t wideLesser(int64_t a, int64_t b) { return a < b ? a : b; }

struct Add {
  template <class A> DEVICE A operator()(A a, A b) const { return wideSum(a, b); }
};

struct Greater {
  template <class A> DEVICE A operator()(A a, A b) const { return wideGreater(a, b); }
};

// A sum of many real numbers by one thread, which keeps what rounding takes away (Kahan 1965, in the
// form that corrects once, at the end). Infinities and overflow come out as in a plain sum.
template <class A> class Sum {
 public:
  DEVICE void add(A x) {
    A next = sum_ + x;
    lost_ += x - (next - sum_);
    sum_ = next;
  }

  DEVICE A value() const { return lost_ - lost_ == 0 ? sum_ + lost_ : sum_; }

 private:
  A sum_ = 0;
  A lost_ = 0;
};

template <> class Sum<int64_t> {
 public:
  DEVICE void add(int64_t x) { sum_ = wideSum(sum_, x); }
  DEVICE int64_t value() const { return sum_; }

 private:
  int64_t sum_ = 0;
};
