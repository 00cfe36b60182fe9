// Functions of real numbers, by one name for float and double, as accurate as the device has them.
#pragma once

DEVICE float realExp(float x) { return expf(x); }
DEVICE double realExp(double x) { return exp(x); }
DEVICE float realLog(float x) { return logf(x); }
DEVICE double realLog(double x) { return log(x); }
DEVICE float realPow(float x, float y) { return powf(x, y); }
DEVICE double realPow(double x, double y) { return pow(x, y); }
DEVICE float realSqrt(float x) { return sqrtf(x); }
DEVICE double realSqrt(double x) { return sqrt(x); }
DEVICE float realAbs(float x) { return fabsf(x); }
DEVICE double realAbs(double x) { return fabs(x); }
DEVICE float realTanh(float x) { return tanhf(x); }
DEVICE double realTanh(double x) { return tanh(x); }

template <class A> DEVICE A realSigmoid(A x) { return A(1) / (A(1) + realExp(-x)); }

DEVICE bool isNan(float x) { return x != x; }
DEVICE bool isNan(double x) { return x != x; }
DEVICE bool isNan(int64_t) { return false; }
