package anabranch.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * A profile in the Trace Event Format of chrome://tracing, which Perfetto reads too: the host's
 * threads are one process, each device is one with a row per stream. A span is a complete event,
 * cut where its task waits, so that events of one row nest and a waiting task is not drawn as busy;
 * waits are asynchronous events; arrows lead from a fork to its task, from a task to who awaits it,
 * and from an operation to the work that it launched; counters show live bytes and busy streams.
 *
 * @see <a href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">
 *     Trace Event Format</a>
 */
public final class ChromeTrace {
  /** Of {@code otherData}: how many spans the recording had no room for. */
  static final String LOST = "lost_spans";

  private static final int BUFFER = 1 << 16;

  private ChromeTrace() {}

  /**
   * Writes {@code profile} to {@code file}, which is there in full or as it was before.
   *
   * @param file where to; compressed if its name ends in {@code .gz}
   */
  public static void write(Profile profile, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = open(part, file)) {
        write(profile, out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static OutputStream open(Path part, Path file) throws IOException {
    OutputStream raw =
        new BufferedOutputStream(
            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            BUFFER);
    boolean compress = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    return compress ? new GZIPOutputStream(raw, BUFFER) : raw;
  }

  /** Writes {@code profile} to {@code out} as UTF-8, uncompressed, and leaves it open. */
  public static void write(Profile profile, OutputStream out) throws IOException {
    JsonFactory json = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeStringField("displayTimeUnit", "ns");
      generator.writeObjectFieldStart("otherData");
      generator.writeStringField("producer", "anabranch");
      generator.writeStringField(LOST, Long.toString(profile.lost()));
      generator.writeEndObject();
      generator.writeArrayFieldStart("traceEvents");
      new TraceEvents(profile, new TraceEvent(generator)).write();
      generator.writeEndArray();
      generator.writeEndObject();
    }
  }
}
