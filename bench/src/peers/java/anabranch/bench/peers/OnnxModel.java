package anabranch.bench.peers;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The ensemble as an ONNX model: a bidirectional LSTM node per member, a Sum, and the input named x
 * with any number of steps and rows. The weights lie in a file beside it. Field numbers are those
 * of onnx.proto3.
 */
final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 14;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int EXTERNAL = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_STRING = 3;
  private static final int ATTRIBUTE_INTS = 7;

  /** ONNX's order of the gates, i o f c, in PyTorch's, i f g o. */
  private static final int[] GATES = {0, 3, 1, 2};

  private static final String WEIGHTS = "weights.bin";

  private final Numbers numbers;
  private final Protobuf graph = new Protobuf();
  private long written;

  private OnnxModel(Numbers numbers) {
    this.numbers = numbers;
  }

  /**
   * Writes it.
   *
   * @return the file to load
   */
  static Path write(Path directory, Numbers numbers) throws IOException {
    Path file = directory.resolve("ensemble.onnx");
    try (OutputStream weights =
        new BufferedOutputStream(Files.newOutputStream(directory.resolve(WEIGHTS)), 1 << 20)) {
      Files.write(file, new OnnxModel(numbers).model(weights));
    }
    return file;
  }

  /** Takes away what {@link #write} wrote. */
  static void delete(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve("ensemble.onnx"));
    Files.deleteIfExists(directory.resolve(WEIGHTS));
  }

  private byte[] model(OutputStream weights) throws IOException {
    Job job = numbers.job();
    graph.text(2, "ensemble");
    graph.message(11, value("x", job.steps(), job.batch(), job.hidden()));
    graph.message(12, value("y", job.steps(), job.batch(), 2L * job.hidden()));
    graph.message(5, shape(job));
    Protobuf sum = new Protobuf();
    for (int member = 0; member < job.members(); member++) {
      sum.text(1, member(member, weights));
    }
    sum.text(2, "y").text(4, "Sum");
    graph.message(1, sum);
    return new Protobuf()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Protobuf().text(1, "").number(2, OPSET))
        .bytes();
  }

  /** Adds the nodes of a member; returns the name of its output [T, B, 2C]. */
  private String member(int member, OutputStream weights) throws IOException {
    int hidden = numbers.job().hidden();
    String w = "w" + member;
    String r = "r" + member;
    String b = "b" + member;
    external(w, weights, List.of(Part.WEIGHT_IH), member, 2, 4L * hidden, hidden);
    external(r, weights, List.of(Part.WEIGHT_HH), member, 2, 4L * hidden, hidden);
    external(b, weights, List.of(Part.BIAS_IH, Part.BIAS_HH), member, 2, 8L * hidden);
    graph.message(
        1,
        node("LSTM", List.of("x", w, r, b), "lstm" + member)
            .message(5, attribute("hidden_size", ATTRIBUTE_INT).number(3, hidden))
            .message(5, attribute("direction", ATTRIBUTE_STRING).text(4, "bidirectional")));
    Protobuf order = attribute("perm", ATTRIBUTE_INTS);
    for (int axis : new int[] {0, 2, 1, 3}) { // from [T, 2, B, C]
      order.number(8, axis);
    }
    graph.message(
        1, node("Transpose", List.of("lstm" + member), "rows" + member).message(5, order));
    graph.message(1, node("Reshape", List.of("rows" + member, "shape"), "y" + member));
    return "y" + member;
  }

  private static Protobuf node(String operator, List<String> inputs, String output) {
    Protobuf node = new Protobuf();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(4, operator);
  }

  private static Protobuf attribute(String name, int type) {
    return new Protobuf().text(1, name).number(20, type);
  }

  private static Protobuf value(String name, long... sizes) {
    Protobuf shape = new Protobuf();
    for (long size : sizes) {
      shape.message(1, new Protobuf().number(1, size));
    }
    Protobuf tensor = new Protobuf().number(1, FLOAT).message(2, shape);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
  }

  private static Protobuf shape(Job job) {
    return new Protobuf()
        .number(1, 3)
        .number(2, INT64)
        .number(7, job.steps())
        .number(7, job.batch())
        .number(7, 2L * job.hidden())
        .text(8, "shape");
  }

  /** A tensor of both directions, each with its parts one after the other. */
  private void external(
      String name, OutputStream weights, List<Part> parts, int member, long... sizes)
      throws IOException {
    long start = written;
    for (int direction = 0; direction < 2; direction++) {
      for (Part part : parts) {
        gates(numbers.weight(member, direction, part), weights);
      }
    }
    Protobuf tensor = new Protobuf();
    for (long size : sizes) {
      tensor.number(1, size);
    }
    tensor.number(2, FLOAT).text(8, name);
    tensor.message(13, entry("location", WEIGHTS));
    tensor.message(13, entry("offset", String.valueOf(start)));
    tensor.message(13, entry("length", String.valueOf(written - start)));
    graph.message(5, tensor.number(14, EXTERNAL));
  }

  private static Protobuf entry(String key, String value) {
    return new Protobuf().text(1, key).text(2, value);
  }

  private void gates(FloatBuffer values, OutputStream weights) throws IOException {
    int gate = values.remaining() / GATES.length;
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * gate).order(ByteOrder.LITTLE_ENDIAN);
    for (int from : GATES) {
      bytes.asFloatBuffer().put(values.slice(from * gate, gate));
      weights.write(bytes.array());
      written += bytes.capacity();
    }
  }

  /** A message of Protocol Buffers that is being written. */
  private static final class Protobuf {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf number(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Protobuf text(int field, String value) {
      return chunk(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf value) {
      return chunk(field, value.bytes());
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private Protobuf chunk(int field, byte[] value) {
      varint((long) field << 3 | LENGTH);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
        out.write((int) ((rest & 0x7f) | 0x80));
      }
      out.write((int) rest);
    }
  }
}
