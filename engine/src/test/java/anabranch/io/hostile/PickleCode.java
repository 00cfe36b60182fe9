package anabranch.io.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode. */
public final class PickleCode {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of protocol 2. */
  public static PickleCode begin() {
    return new PickleCode().raw(0x80, 2);
  }

  /** Any bytes. */
  public PickleCode raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  /** Opcodes without arguments. */
  public PickleCode ops(String codes) {
    for (int i = 0; i < codes.length(); i++) {
      out.write(codes.charAt(i));
    }
    return this;
  }

  /** {@code GLOBAL}. */
  public PickleCode global(String module, String name) {
    return ops("c").ops(module).ops("\n").ops(name).ops("\n");
  }

  /** {@code BINUNICODE}. */
  public PickleCode text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ops("X").int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** {@code BININT1}, or {@code LONG1} of 8 bytes. */
  public PickleCode number(long value) {
    if (value >= 0 && value < 256) {
      return ops("K").raw((int) value);
    }
    raw(0x8a, 8);
    for (int i = 0; i < 8; i++) {
      out.write((int) (value >> (8 * i)));
    }
    return this;
  }

  /** Four bytes. */
  public PickleCode int32(long value) {
    return raw((int) value, (int) (value >> 8), (int) (value >> 16), (int) (value >> 24));
  }

  /** {@code BINPUT}. */
  public PickleCode put(int index) {
    return ops("q").raw(index);
  }

  /** {@code BINGET}. */
  public PickleCode get(int index) {
    return ops("h").raw(index);
  }

  /** {@code MARK}, ints, {@code TUPLE}. */
  public PickleCode ints(long... values) {
    ops("(");
    for (long value : values) {
      number(value);
    }
    return ops("t");
  }

  /** A storage, from {@code MARK} to {@code BINPERSID}. */
  public PickleCode storage(String type, String key, long numel) {
    return ops("(")
        .text("storage")
        .global("torch", type)
        .text(key)
        .text("cpu")
        .number(numel)
        .ops("tQ");
  }

  /** A tensor of storage {@code key}. */
  public PickleCode tensor(
      String type, String key, long numel, long offset, long[] sizes, long[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .ops("(")
        .storage(type, key, numel)
        .number(offset)
        .ints(sizes)
        .ints(strides)
        .raw(0x89)
        .global("collections", "OrderedDict")
        .ops(")RtR");
  }

  /** An object of a class, with no attributes yet: {@code BUILD} is to follow. */
  public PickleCode object(String module, String name) {
    return global(module, name).ops(")").raw(0x81).ops("}(");
  }

  /** The pickle without an end. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  /** The pickle, ended by {@code STOP}. */
  public byte[] end() {
    return ops(".").bytes();
  }
}
