package anabranch.testing;

import anabranch.op.Op;
import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.Buffer;
import anabranch.spi.DeviceInfo;
import anabranch.spi.DeviceMemoryException;
import anabranch.spi.Event;
import anabranch.spi.MemoryStats;
import anabranch.spi.Precision;
import anabranch.spi.Stream;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The device {@code recording}: writes down what each stream is told, in order, and computes
 * nothing. Work is done when the test says so.
 *
 * <p>Lines read {@code s1: neg #2 <- #1}, {@code s1: record 3}, {@code s1: await s0@2}, {@code s0:
 * allocate #1}, {@code s0: free #1}.
 */
public final class RecordingBackend implements BackendProvider, Backend {
  private final List<String> lines = new ArrayList<>();
  private final Set<Integer> live = new TreeSet<>();
  private final List<RecordingStream> streams = new ArrayList<>();
  private int maxStreams = Integer.MAX_VALUE;
  private boolean done = true;
  private int allocations;
  private int failAt;
  private int failures;
  private int trims;
  private boolean closed;
  private @Nullable RecordingTimer timer;
  private long nanosPerOp;

  private record RecordingBuffer(int id, long bytes) implements Buffer {
    @Override
    public String toString() {
      return "#" + id;
    }
  }

  /** Lets the device have so many streams. */
  public RecordingBackend withStreams(int most) {
    maxStreams = most;
    return this;
  }

  /** Lets the device have a clock, by which each operation takes {@code nanos}. */
  public RecordingBackend withTimer(long nanos) {
    timer = new RecordingTimer((stream, line) -> write((RecordingStream) stream, line));
    nanosPerOp = nanos;
    return this;
  }

  /** Says whether all work is done as soon as it is enqueued, which it is until told otherwise. */
  public synchronized void workIsDone(boolean yes) {
    done = yes;
  }

  /** Lets {@code times} allocations fail, beginning with the n-th from now. */
  public synchronized void failAllocation(int n, int times) {
    failAt = allocations + n;
    failures = times;
  }

  /** What was written down so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** What was written down of stream {@code n} so far, without its name. */
  public List<String> lines(int n) {
    String name = "s" + n + ": ";
    return lines().stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .toList();
  }

  /** Forgets what was written down. */
  public synchronized void clear() {
    lines.clear();
  }

  /** The buffers that were allocated and not freed. */
  public synchronized int live() {
    return live.size();
  }

  /** How often memory was to be given back to the system. */
  public synchronized int trims() {
    return trims;
  }

  private synchronized void write(RecordingStream stream, String line) {
    if (closed) {
      throw new IllegalStateException("used after close: " + stream + ": " + line);
    }
    lines.add(stream + ": " + line);
  }

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public Probe probe() {
    DeviceInfo device = new DeviceInfo("recording", "writes down", 1L << 40, 0);
    return new Probe.Available(List.of(device), List.of());
  }

  @Override
  public Backend open(DeviceInfo device, Options options) {
    return this;
  }

  @Override
  public synchronized Stream createStream() {
    RecordingStream stream = new RecordingStream(streams.size());
    streams.add(stream);
    return stream;
  }

  @Override
  public int maxStreams() {
    return maxStreams;
  }

  @Override
  public Precision precision() {
    return Precision.FP32;
  }

  @Override
  public @Nullable RecordingTimer timer() {
    return timer;
  }

  @Override
  public synchronized MemoryStats memory() {
    return new MemoryStats(live.size(), live.size(), 0, live.size(), 1L << 40, live.size());
  }

  @Override
  public synchronized long trim() {
    trims++;
    return 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private final class RecordingStream implements Stream {
    private final int id;
    private long tickets;

    RecordingStream(int id) {
      this.id = id;
    }

    @Override
    public Buffer allocate(long bytes) {
      synchronized (RecordingBackend.this) {
        allocations++;
        if (allocations >= failAt && failures > 0) {
          failures--;
          throw new DeviceMemoryException("recording", bytes, memory());
        }
        RecordingBuffer buffer = new RecordingBuffer(allocations, bytes);
        live.add(buffer.id);
        write(this, "allocate " + buffer);
        return buffer;
      }
    }

    @Override
    public void free(Buffer buffer) {
      synchronized (RecordingBackend.this) {
        write(this, "free " + buffer);
        if (!live.remove(((RecordingBuffer) buffer).id)) {
          throw new IllegalStateException("freed twice: " + buffer);
        }
      }
    }

    @Override
    public void run(Op op, List<View> outputs, List<View> inputs) {
      String line = op.opName() + " " + names(outputs);
      write(this, inputs.isEmpty() ? line : line + " <- " + names(inputs));
      if (timer != null) {
        timer.pass(nanosPerOp);
      }
    }

    private static String names(List<View> views) {
      return views.stream().map(v -> v.buffer().toString()).collect(Collectors.joining(" "));
    }

    @Override
    public void upload(MemorySegment source, Buffer target) {
      write(this, "upload " + target);
    }

    @Override
    public void download(Buffer source, long offset, MemorySegment target) {
      write(this, "download " + source);
    }

    @Override
    public long record() {
      synchronized (RecordingBackend.this) {
        write(this, "record " + ++tickets);
        return tickets;
      }
    }

    @Override
    public void await(Event event) {
      write(this, "await " + event.stream() + "@" + event.ticket());
    }

    @Override
    public boolean isDone(long ticket) {
      synchronized (RecordingBackend.this) {
        return done;
      }
    }

    @Override
    public void synchronize(long ticket) {
      write(this, "synchronize " + ticket);
    }

    @Override
    public String toString() {
      return "s" + id;
    }
  }
}
