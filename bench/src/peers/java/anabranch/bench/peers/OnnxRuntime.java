package anabranch.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime on the CPU. It has no fork; its parallel mode runs nodes of the graph at once. */
final class OnnxRuntime implements Contender {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Setting setting;
  private @Nullable Model model;

  private record Model(Job job, OrtSession session, OnnxTensor x) {
    OrtSession.Result run() throws OrtException {
      return session.run(Map.of("x", x));
    }

    void close() throws OrtException {
      x.close();
      session.close();
    }
  }

  /**
   * With sessions of its own threads.
   *
   * @param setting whose {@link Setting#extra} names the execution mode
   */
  OnnxRuntime(Setting setting) {
    this.setting = setting;
  }

  /** The execution modes, for {@link Setting#extra}. */
  static List<String> modes() {
    return List.of(title(ExecutionMode.SEQUENTIAL), title(ExecutionMode.PARALLEL));
  }

  /** Whether the threads between nodes can be told apart: the sequential mode has none. */
  static boolean isDistinct(Setting setting) {
    return setting.inter() == 1 || setting.extra().equals(title(ExecutionMode.PARALLEL));
  }

  private static String title(ExecutionMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<String> ways() {
    return List.of("bidirectional");
  }

  @Override
  public void open(Numbers numbers) throws OrtException, IOException {
    release();
    Path directory = Files.createTempDirectory("anabranch-peers");
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(setting.intra());
      options.setInterOpNumThreads(setting.inter());
      options.setExecutionMode(ExecutionMode.valueOf(setting.extra().toUpperCase(Locale.ROOT)));
      Path file = OnnxModel.write(directory, numbers);
      OrtSession session = environment.createSession(file.toString(), options);
      model = new Model(numbers.job(), session, input(numbers));
    } finally {
      OnnxModel.delete(directory);
      Files.delete(directory);
    }
  }

  @Override
  public void release() throws OrtException {
    if (model != null) {
      model.close();
      model = null;
    }
  }

  private OnnxTensor input(Numbers numbers) throws OrtException {
    Job job = numbers.job();
    FloatBuffer from = numbers.x();
    FloatBuffer direct =
        ByteBuffer.allocateDirect(Float.BYTES * from.remaining())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    direct.put(from).flip();
    return OnnxTensor.createTensor(
        environment, direct, new long[] {job.steps(), job.batch(), job.hidden()});
  }

  @Override
  public float[] result(String way) throws OrtException {
    Model ready = ready();
    try (OrtSession.Result result = ready.run()) {
      return Numbers.array(((OnnxTensor) result.get(0)).getFloatBuffer());
    }
  }

  @Override
  public long time(String way, int count) throws OrtException {
    Model ready = ready();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      ready.run().close();
    }
    return System.nanoTime() - start;
  }

  private Model ready() {
    if (model == null) {
      throw new IllegalStateException("nothing is open");
    }
    return model;
  }

  @Override
  public long forks(int count) {
    throw new UnsupportedOperationException("ONNX Runtime has no fork");
  }

  @Override
  public void close() {
    try {
      release();
    } catch (OrtException e) {
      throw new IllegalStateException("the session does not close", e);
    }
    environment.close();
  }
}
