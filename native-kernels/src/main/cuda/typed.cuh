// Results whose type is known at run time only, by the host's number for it.
#pragma once

enum TypeCode { CODE_F64, CODE_F32, CODE_F16, CODE_BF16, CODE_I64, CODE_I32, CODE_U8, CODE_B8 };

DEVICE void storeTruth(Out<uint8_t> out, int64_t i, bool value) {
  out[i] = static_cast<uint8_t>(value ? 1 : 0);
}

DEVICE void storeAs(Out<uint8_t> out, int32_t type, int64_t i, double value) {
  if (type == CODE_F64) {
    reinterpretOut<double>(out)[i] = value;
  } else {
    storeTruth(out, i, value != 0);
  }
}

DEVICE void storeAs(Out<uint8_t> out, int32_t type, int64_t i, float value) {
  if (type == CODE_F32) {
    reinterpretOut<float>(out)[i] = value;
  } else if (type == CODE_F16) {
    reinterpretOut<f16>(out)[i] = Number<f16>::store(value);
  } else if (type == CODE_BF16) {
    reinterpretOut<bf16>(out)[i] = Number<bf16>::store(value);
  } else {
    storeTruth(out, i, value != 0);
  }
}

DEVICE void storeAs(Out<uint8_t> out, int32_t type, int64_t i, int64_t value) {
  if (type == CODE_I64) {
    reinterpretOut<int64_t>(out)[i] = value;
  } else if (type == CODE_I32) {
    reinterpretOut<int32_t>(out)[i] = static_cast<int32_t>(value);
  } else if (type == CODE_U8) {
    out[i] = static_cast<uint8_t>(value);
  } else {
    storeTruth(out, i, value != 0);
  }
}
