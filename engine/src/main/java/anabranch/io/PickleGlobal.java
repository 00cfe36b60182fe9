package anabranch.io;

import anabranch.shape.DType;
import org.jspecify.annotations.Nullable;

/** The functions and classes that a pickle may name, beside the archive's own classes. */
enum PickleGlobal implements PickleItem {
  REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2"),
  REBUILD_PARAMETER("torch._utils", "_rebuild_parameter"),
  ORDERED_DICT("collections", "OrderedDict"),
  BUILD_INT_LIST("torch.jit._pickle", "build_intlist"),
  BUILD_FLOAT_LIST("torch.jit._pickle", "build_doublelist"),
  BUILD_BOOL_LIST("torch.jit._pickle", "build_boollist"),
  BUILD_TENSOR_LIST("torch.jit._pickle", "build_tensorlist"),
  RESTORE_TYPE_TAG("torch.jit._pickle", "restore_type_tag"),
  DEVICE("torch", "device"),
  F64_STORAGE("DoubleStorage", DType.F64),
  F32_STORAGE("FloatStorage", DType.F32),
  F16_STORAGE("HalfStorage", DType.F16),
  BF16_STORAGE("BFloat16Storage", DType.BF16),
  I64_STORAGE("LongStorage", DType.I64),
  I32_STORAGE("IntStorage", DType.I32),
  U8_STORAGE("ByteStorage", DType.U8),
  BOOL_STORAGE("BoolStorage", DType.BOOL);

  private final String module;
  private final String global;
  private final @Nullable DType dtype;

  PickleGlobal(String module, String global) {
    this.module = module;
    this.global = global;
    this.dtype = null;
  }

  PickleGlobal(String storage, DType dtype) {
    this.module = "torch";
    this.global = storage;
    this.dtype = dtype;
  }

  /** The one of that name, or null if it is not among those that are known. */
  static @Nullable PickleGlobal of(String module, String name) {
    for (PickleGlobal global : values()) {
      if (global.module.equals(module) && global.global.equals(name)) {
        return global;
      }
    }
    return null;
  }

  /** The type of a storage's elements, or null if it is no class of storages. */
  @Nullable DType dtype() {
    return dtype;
  }

  @Override
  public String toString() {
    return module + "." + global;
  }
}
