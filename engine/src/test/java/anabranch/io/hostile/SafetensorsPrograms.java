package anabranch.io.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Safetensors files at random, with a length that fits mostly. */
final class SafetensorsPrograms {
  private static final String[] NUMBERS = {
    "0",
    "1",
    "4",
    "16",
    "-1",
    "4.0",
    "1e3",
    "9223372036854775807",
    "9223372036854775808",
    "4611686018427387904",
    "\"4\"",
    "null",
    "[1]",
    "true",
    "99999999999999999999999999999"
  };
  private static final String[] DTYPES = {"F32", "F64", "BOOL", "U8", "I8", "f32", "", "BF16"};

  private final RandomGenerator random;

  SafetensorsPrograms(RandomGenerator random) {
    this.random = random;
  }

  byte[] any() {
    StringBuilder json = new StringBuilder();
    if (random.nextInt(10) == 0) {
      String nest = random.nextBoolean() ? "[" : "{\"a\":";
      json.append("{\"t\":").append(nest.repeat(1 << random.nextInt(16)));
    } else {
      object(json);
    }
    byte[] header = json.toString().getBytes(StandardCharsets.UTF_8);
    int data = random.nextInt(3) == 0 ? random.nextInt(64) : 16;
    long length = random.nextInt(10) == 0 ? 1L << random.nextInt(64) : header.length;
    return ByteBuffer.allocate(8 + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }

  private void object(StringBuilder json) {
    int count = random.nextInt(20) == 0 ? 1 << random.nextInt(12) : random.nextInt(4);
    if (random.nextInt(500) == 0) {
      count = 1 << 16;
    }
    json.append('{');
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",");
      if (random.nextInt(12) == 0) {
        json.append("\"__metadata__\":{\"a\":").append(number()).append('}');
      } else {
        entry(json, random.nextInt(10) == 0 ? 0 : i);
      }
    }
    json.append(random.nextInt(20) == 0 ? "" : "}");
  }

  private void entry(StringBuilder json, int name) {
    json.append("\"t").append(name).append("\":{\"dtype\":\"");
    json.append(random.nextInt(3) == 0 ? DTYPES[random.nextInt(DTYPES.length)] : "F32");
    json.append("\",\"shape\":[").append(random.nextInt(3) == 0 ? number() : "4");
    json.append("],\"data_offsets\":[").append(random.nextInt(3) == 0 ? number() : "0");
    json.append(',').append(random.nextInt(3) == 0 ? number() : "16").append("]}");
  }

  private String number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }
}
