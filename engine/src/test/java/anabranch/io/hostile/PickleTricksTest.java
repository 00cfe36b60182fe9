package anabranch.io.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.io.MalformedFileException;
import anabranch.io.hostile.ZipImage.Part;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pickle makes values of a closed set of kinds, and nothing else happens. */
final class PickleTricksTest {
  @TempDir private Path folder;

  private static PickleCode code() {
    return PickleCode.begin();
  }

  private static Arguments bad(PickleCode code, String expected) {
    return arguments(code.end(), expected);
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        arguments(new byte[0], "ends within"),
        arguments(new byte[] {(byte) 0x80, 3, 'N', '.'}, "protocol 2"),
        arguments(new byte[] {'N', '.'}, "protocol 2"),
        arguments(code().ops("N").bytes(), "ends within"),
        arguments(code().ops("N.N").bytes(), "nothing after the end"),
        bad(code(), "one value on the stack, there are 0"),
        bad(code().ops("NN"), "one value on the stack, there are 2"),
        bad(code().ops("(N"), "1 marks"),
        bad(code().ops("N(0"), "opcode 0x30"),
        bad(code().ops("t"), "there is no mark"),
        bad(code().ops("e"), "there is no mark"),
        bad(code().ops("](a"), "at a mark"),
        bad(code().ops("N(R"), "at a mark"),
        bad(code().ops("N").raw(0x86), "a tuple of 2"),
        bad(code().ops("N(N").raw(0x86), "a tuple of 2"),
        // What Python's pickle can do, and this cannot.
        bad(code().ops("iposix\nsystem\n"), "opcode 0x69"),
        bad(code().ops("(oN"), "opcode 0x6f"),
        bad(code().ops("P0\n"), "opcode 0x50"),
        bad(code().raw(0x82, 1), "opcode 0x82"),
        bad(code().raw(0x93), "opcode 0x93"),
        bad(code().raw(0x95).int32(0).int32(0), "opcode 0x95"),
        bad(code().ops("I1\n"), "opcode 0x49"),
        bad(code().ops("0"), "opcode 0x30"),
        bad(code().ops("2"), "opcode 0x32"),
        bad(code().raw(0x8b).int32(Integer.MAX_VALUE), "opcode 0x8b"),
        bad(code().global("posix", "system").text("id").raw(0x85).ops("R"), "posix.system"),
        bad(code().global("builtins", "eval"), "builtins.eval"),
        bad(code().global("torch", "load"), "torch.load"),
        bad(code().global("torch.jit", "load"), "torch.jit.load"),
        bad(code().global("torch._utils", "_rebuild_tensor"), "not among the globals"),
        bad(code().global("torch", "CharStorage"), "no elements of the kind of torch.CharStorage"),
        bad(code().global("__torch__", "A b"), "not among the globals"),
        bad(code().global("__torch__", "..x"), "not among the globals"),
        bad(code().global("__torch__x", "y"), "not among the globals"),
        bad(code().ops("c" + "x".repeat(2000) + "\ny\n"), "more than 1024"),
        bad(code().global("__torch__", "A"), "expected a value, got the class __torch__.A"),
        bad(code().ops("]").global("collections", "OrderedDict").ops("a"), "expected a value"),
        // CVE-2026-24747: SETITEM on what is not a dict.
        bad(code().ops("]K\0Ns"), "expected a dict to set items of, got a list"),
        bad(code().ops("](K\0Nu"), "expected a dict to set items of, got a list"),
        bad(code().ops(")K\0Ns"), "expected a dict to set items of, got a tuple"),
        bad(code().text("x").ops("K\0Ns"), "expected a dict to set items of, got a str"),
        bad(tensor(4, 0, sizes(4), sizes(1)).ops("K\0K\0s"), "set items of, got a tensor"),
        bad(code().object("__torch__", "A").ops("ubK\0Ns"), "got an object of __torch__.A"),
        bad(code().ops("}Na"), "expected a list to append to, got a dict"),
        bad(code().ops(")(Ne"), "expected a list to append to, got a tuple"),
        bad(code().ops("}(Nu"), "an odd number of items"),
        bad(code().ops("(Nd"), "an odd number of items"),
        bad(code().ops("}NNs"), "None cannot be a key"),
        bad(code().ops("}]Ns"), "a list cannot be a key"),
        bad(code().ops("}").text("a").ops("N").ops("s").text("a").ops("Ns"), "'a'"),
        bad(code().ops("}").text("a").ops("Ns").ops("K\0Ns"), "an int is a key beside others"),
        bad(code().ops("NNb"), "expected a new object"),
        bad(code().object("__torch__", "A").ops("ub}b"), "expected a new object"),
        bad(code().global("__torch__", "A").ops("N").raw(0x81), "and no arguments, got"),
        bad(code().global("__torch__", "A").ops("N").raw(0x85, 0x81), "and no arguments, got"),
        bad(code().global("collections", "OrderedDict").ops(")").raw(0x81), "a class of the"),
        bad(code().ops("N)R"), "None cannot be called so"),
        bad(code().global("__torch__", "A").ops("]R"), "cannot be called so"),
        bad(code().global("torch", "FloatStorage").ops(")R"), "cannot be called so"),
        bad(code().global("collections", "OrderedDict").ops("]R"), "a tuple of arguments"),
        bad(code().global("collections", "OrderedDict").ops("N").raw(0x85).ops("R"), "called so"),
        bad(call("torch.jit._pickle", "build_intlist", code().ops("](Ne")), "List[int] has None"),
        bad(call("torch.jit._pickle", "build_tensorlist", code().ops("](Ne")), "List[Tensor] has"),
        bad(call("torch.jit._pickle", "build_intlist", code().ops("}")), "called so"),
        bad(call("torch.jit._pickle", "restore_type_tag", code().ops("]")), "called so"),
        bad(typedAndAppended(), "is complete, and appended to"),
        bad(code().ops("Nq").raw(1), "memo 1 is put, but there are only 0"),
        bad(code().ops("Nr").int32(-1), "memo 4294967295 is put"),
        bad(code().ops("q").raw(0), "the stack is empty"),
        bad(code().ops("h").raw(0), "memo 0 is asked for, there are 0"),
        bad(code().ops("Nq").raw(0).ops("j").int32(-1), "memo 4294967295 is asked for"),
        bad(code().ops("X").int32(-1), "ends within"),
        bad(code().ops("X").int32(2).raw(0xC3, 0x28), "text is not UTF-8"),
        bad(code().ops("X").int32(3).raw(0xED, 0xA0, 0x80), "text is not UTF-8"),
        bad(code().raw(0x8a, 9).raw(0, 0, 0, 0, 0, 0, 0, 0, 1), "an int of 9 bytes"),
        bad(code().raw(0x8a, 8, 0), "ends within"),
        bad(code().ops("NQ"), "a tuple of arguments"),
        bad(code().ops(")Q"), "expected a persistent id"),
        bad(code().ops("]q").raw(0).get(0).ops("a"), "a list is in itself"),
        bad(code().ops("]q").raw(0).ops("]").get(0).ops("aa"), "a list is in itself"),
        bad(code().ops("}q").raw(0).ops("K\0").get(0).ops("s"), "a dict is in itself"),
        bad(code().ops("]".repeat(300) + "a".repeat(299)), "nest more than 256 deep"),
        bad(code().ops("N").raw(tuples(300)), "nest more than 256 deep"));
  }

  private static int[] tuples(int count) {
    int[] ops = new int[count];
    Arrays.fill(ops, 0x85);
    return ops;
  }

  private static PickleCode call(String module, String name, PickleCode argument) {
    byte[] tail = argument.bytes();
    PickleCode code = code().global(module, name);
    for (int i = 2; i < tail.length; i++) {
      code.raw(tail[i]);
    }
    return code.raw(0x85).ops("R");
  }

  private static PickleCode typedAndAppended() {
    return call("torch.jit._pickle", "build_intlist", code().ops("](K\0e")).ops("Na");
  }

  private static long[] sizes(long... sizes) {
    return sizes;
  }

  private static PickleCode tensor(long numel, long offset, long[] sizes, long[] strides) {
    return code().tensor("FloatStorage", "0", numel, offset, sizes, strides);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramThatDoesAnythingElseIsRefused(byte[] pickle, String expected) {
    MalformedFileException e = refused(pickle, expected);
    assertEquals("data.pkl", e.entry());
  }

  static Stream<Arguments> tensors() {
    long huge = Long.MAX_VALUE;
    return Stream.of(
        // pytorch#185443: a small file asks for much; the storage is as large as its entry.
        bad(tensor(1L << 36, 0, sizes(4), sizes(1)), "do not fill the 16 bytes of 'data/0'"),
        bad(tensor(3, 0, sizes(3), sizes(1)), "do not fill the 16 bytes"),
        bad(tensor(5, 0, sizes(5), sizes(1)), "do not fill the 16 bytes"),
        bad(tensor(-4, 0, sizes(4), sizes(1)), "do not fill the 16 bytes"),
        bad(tensor((1L << 62) + 4, 0, sizes(4), sizes(1)), "do not fill the 16 bytes"),
        // pytorch#109791: strides that lead out of the storage.
        bad(tensor(4, 0, sizes(5), sizes(1)), "reach element 4 of the 4"),
        bad(tensor(4, 1, sizes(4), sizes(1)), "reach element 4 of the 4"),
        bad(tensor(4, 4, sizes(), sizes()), "reach element 4 of the 4"),
        bad(tensor(4, 5, sizes(0), sizes(1)), "of the 4"),
        bad(tensor(4, 0, sizes(2, 2), sizes(3, 1)), "reach element 4 of the 4"),
        bad(tensor(4, 0, sizes(2), sizes(4)), "reach element 4 of the 4"),
        bad(tensor(4, 0, sizes(2), sizes(huge)), "reach element"),
        bad(tensor(4, huge, sizes(2), sizes(1)), "exceed any storage"),
        bad(tensor(4, 0, sizes(3, 3), sizes(huge / 2, huge / 2)), "exceed any storage"),
        bad(tensor(4, 3, sizes(2), sizes(-1)), "not negative"),
        bad(tensor(4, 0, sizes(-1), sizes(1)), "not negative"),
        bad(tensor(4, -1, sizes(2), sizes(1)), "offset -1"),
        bad(tensor(4, 0, sizes(2, 2), sizes(1)), "sizes [2, 2] with strides [1]"),
        bad(tensor(4, 0, new long[65], new long[65]), "at most 64 dimensions, got 65"),
        bad(tensor(4, 0, sizes(1L << 32, 1L << 32), sizes(0, 0)), "exceeds 2^63 - 1"),
        bad(tensor(4, 0, sizes(1L << 40), sizes(0)), "stands for more than 67108864 bytes"),
        bad(code().tensor("FloatStorage", "1", 4, 0, sizes(4), sizes(1)), "no entry 'data/1'"),
        bad(
            code().tensor("FloatStorage", "../version", 4, 0, sizes(4), sizes(1)),
            "no entry 'data/../version'"),
        bad(
            code()
                .storage("FloatStorage", "0", 4)
                .ops("q")
                .raw(0)
                .tensor("LongStorage", "0", 2, 0, sizes(2), sizes(1)),
            "a storage of I64 here and of F32 before"),
        bad(code().storage("FloatStorage", "0", 4), "expected a value, got a storage"),
        bad(code().storage("FloatStorage", "0", 4).raw(0x85), "expected a value, got a tuple"),
        bad(
            code().global("torch._utils", "_rebuild_tensor_v2").ops(")R"),
            "expected a tensor's storage"));
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void aTensorThatIsNotInItsStorageIsRefused(byte[] pickle, String expected) {
    refused(pickle, expected);
  }

  private MalformedFileException refused(byte[] pickle, String expected) {
    return Refusal.of(folder, Archives.of(pickle, new Part("m/data/0", new byte[16])), expected);
  }

  @Test
  void aStorageThatIsCompressedIsRefused() {
    Refusal.of(
        folder,
        Archives.of(
            tensor(4, 0, sizes(4), sizes(1)).end(), new Part("m/data/0", new byte[16], true)),
        "expected it stored, so that it can be mapped");
  }

  @Test
  void aSmallStorageIsCheckedAgainstItsChecksum() {
    ZipImage zip =
        ZipImage.of(
            Archives.parts(
                tensor(4, 0, sizes(4), sizes(1)).end(), new Part("m/data/0", new byte[16])));
    Refusal.of(folder, zip.put32(zip.data(2), 1).bytes(), "data/0", "its checksum is");
  }

  @Test
  void aPickleThatMakesMoreThanItsFileMayAskForIsRefused() {
    byte[] lists = new byte[600_000];
    Arrays.fill(lists, (byte) ']');
    PickleCode code = code().ops("](");
    for (byte b : lists) {
      code.raw(b);
    }
    Refusal.of(folder, Archives.of(code.ops("e").end()), "bytes of heap");
  }

  @Test
  void keysThatWereMadeToCollideAreNotSlow() {
    PickleCode code = code().ops("}(");
    for (int i = 0; i < 1 << 16; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 16; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      code.text(key.toString()).ops("N");
    }
    byte[] twice = code.text("AaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAa").ops("Nu").end();
    Refusal.of(folder, Archives.of(twice), "a key is there twice");
  }

  @Test
  void whatAnArchiveNeedsIsThere() {
    Refusal.of(
        folder,
        ZipImage.of(List.of(Archives.text("m/version", "3"))).bytes(),
        "entry 'data.pkl'",
        "there is none");
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        arguments("version", "0"),
        arguments("version", "11"),
        arguments("version", "-3"),
        arguments("version", "3x"),
        arguments("version", ""),
        arguments("version", "99999999999"),
        arguments(".data/version", "99"),
        arguments("byteorder", "big"),
        arguments("byteorder", ""));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aVersionOrByteOrderThatIsNotKnownIsRefused(String entry, String text) {
    Refusal.of(
        folder,
        ZipImage.of(
                List.of(new Part("m/data.pkl", Archives.none()), Archives.text("m/" + entry, text)))
            .bytes(),
        "entry '" + entry + "'");
  }

  @Test
  void constantsAreATuple() {
    Refusal.of(
        folder,
        Archives.of(Archives.none(), new Part("m/constants.pkl", Archives.none())),
        "entry 'constants.pkl'",
        "expected a tuple");
  }
}
