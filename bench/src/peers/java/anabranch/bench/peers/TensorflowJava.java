package anabranch.bench.peers;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.BlockLSTM;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow on the CPU: a graph with a BlockLSTMV2 node per direction, which the session runs at
 * once as far as its threads allow. The weights are fed.
 */
final class TensorflowJava implements Contender {
  private final Setting setting;
  private @Nullable Model model;

  private record Model(
      Job job, Graph graph, Session session, Map<String, TFloat32> feeds, String output) {
    Result run() {
      Session.Runner runner = session.runner();
      feeds.forEach(runner::feed);
      return runner.fetch(output).run();
    }

    void close() {
      feeds.values().forEach(TFloat32::close);
      session.close();
      graph.close();
    }
  }

  /** With sessions of its own threads. */
  TensorflowJava(Setting setting) {
    this.setting = setting;
  }

  @Override
  public List<String> ways() {
    return List.of("graph");
  }

  @Override
  public void open(Numbers numbers) {
    release();
    Graph graph = new Graph();
    Map<String, TFloat32> feeds = new HashMap<>();
    String output = build(Ops.create(graph), numbers, feeds).op().name();
    ConfigProto threads =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(setting.intra())
            .setInterOpParallelismThreads(setting.inter())
            .setUsePerSessionThreads(true)
            .build();
    model = new Model(numbers.job(), graph, new Session(graph, threads), feeds, output);
  }

  @Override
  public void release() {
    if (model != null) {
      model.close();
      model = null;
    }
  }

  private static Operand<TFloat32> build(Ops tf, Numbers numbers, Map<String, TFloat32> feeds) {
    Job job = numbers.job();
    Operand<TFloat32> x =
        fed(tf, feeds, Numbers.array(numbers.x()), job.steps(), job.batch(), job.hidden());
    Operand<TFloat32> reversed = tf.reverse(x, tf.constant(new int[] {0}));
    List<Operand<TFloat32>> results = new ArrayList<>();
    for (int member = 0; member < job.members(); member++) {
      Operand<TFloat32> ahead = direction(tf, numbers, member, 0, x, feeds);
      Operand<TFloat32> back =
          tf.reverse(
              direction(tf, numbers, member, 1, reversed, feeds), tf.constant(new int[] {0}));
      results.add(tf.concat(List.of(ahead, back), tf.constant(2)));
    }
    return tf.math.addN(results);
  }

  private static Operand<TFloat32> direction(
      Ops tf,
      Numbers numbers,
      int member,
      int direction,
      Operand<TFloat32> x,
      Map<String, TFloat32> feeds) {
    Job job = numbers.job();
    int hidden = job.hidden();
    Operand<TFloat32> w =
        fed(tf, feeds, transposed(numbers, member, direction), 2L * hidden, 4L * hidden);
    Operand<TFloat32> b = fed(tf, feeds, bias(numbers, member, direction), 4L * hidden);
    Operand<TFloat32> state =
        tf.zeros(tf.constant(new int[] {job.batch(), hidden}), TFloat32.class);
    Operand<TFloat32> peephole = tf.zeros(tf.constant(new int[] {hidden}), TFloat32.class);
    return BlockLSTM.create(
            tf.scope(),
            tf.constant((long) job.steps()),
            x,
            state,
            state,
            w,
            peephole,
            peephole,
            peephole,
            b)
        .h();
  }

  private static Operand<TFloat32> fed(
      Ops tf, Map<String, TFloat32> feeds, float[] values, long... sizes) {
    Placeholder<TFloat32> placeholder =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(sizes)));
    TFloat32 tensor = TFloat32.tensorOf(Shape.of(sizes), DataBuffers.of(values));
    feeds.put(placeholder.op().name(), tensor);
    return placeholder.output();
  }

  /** [2C, 4C]: the columns are PyTorch's rows, since the order of gates i, f, c, o is the same. */
  private static float[] transposed(Numbers numbers, int member, int direction) {
    int hidden = numbers.job().hidden();
    int columns = 4 * hidden;
    float[] w = new float[2 * hidden * columns];
    int from = 0;
    for (Part part : List.of(Part.WEIGHT_IH, Part.WEIGHT_HH)) {
      float[] rows = Numbers.array(numbers.weight(member, direction, part));
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < hidden; row++) {
          w[(from + row) * columns + column] = rows[column * hidden + row];
        }
      }
      from += hidden;
    }
    return w;
  }

  private static float[] bias(Numbers numbers, int member, int direction) {
    float[] sum = Numbers.array(numbers.weight(member, direction, Part.BIAS_IH));
    FloatBuffer other = numbers.weight(member, direction, Part.BIAS_HH);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.get(i);
    }
    return sum;
  }

  @Override
  public float[] result(String way) {
    try (Result result = ready().run()) {
      float[] values = new float[ready().job().outputs()];
      FloatDataBuffer buffer = DataBuffers.of(values);
      ((TFloat32) result.get(0)).copyTo(buffer);
      return values;
    }
  }

  @Override
  public long time(String way, int count) {
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
    throw new UnsupportedOperationException("TensorFlow has no fork");
  }

  @Override
  public void close() {
    release();
  }
}
