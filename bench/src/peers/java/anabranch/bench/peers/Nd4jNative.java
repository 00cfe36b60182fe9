package anabranch.bench.peers;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J on the CPU: its op lstmLayer with both directions. It has no fork, so members that are to
 * overlap run on threads of Java.
 */
final class Nd4jNative implements Contender {
  private static final String SEQUENTIAL = "sequential";

  /** Codes of lstmLayer: the layout [T, B, C], both directions side by side, activations. */
  private static final int TNS = 0;

  private static final int BIDIRECTIONAL = 3;
  private static final int TANH = 0;
  private static final int SIGMOID = 2;

  private final ExecutorService threads;
  private @Nullable Model model;

  private record Member(INDArray input, INDArray state, INDArray bias) {}

  private record Model(Job job, INDArray x, List<Member> members) {}

  /** The threads within an op are fixed by the environment, those for members are its own. */
  Nd4jNative(Setting setting) {
    threads = Executors.newFixedThreadPool(setting.inter());
  }

  @Override
  public List<String> ways() {
    return List.of(SEQUENTIAL, "members");
  }

  @Override
  public void open(Numbers numbers) {
    release();
    Job job = numbers.job();
    List<Member> members = new ArrayList<>();
    for (int member = 0; member < job.members(); member++) {
      members.add(
          new Member(
              matrices(numbers, member, Part.WEIGHT_IH),
              matrices(numbers, member, Part.WEIGHT_HH),
              biases(numbers, member)));
    }
    INDArray x = Nd4j.create(Numbers.array(numbers.x()), job.steps(), job.batch(), job.hidden());
    model = new Model(job, x, members);
  }

  @Override
  public void release() {
    if (model != null) {
      model.x().close();
      for (Member member : model.members()) {
        member.input().close();
        member.state().close();
        member.bias().close();
      }
      model = null;
    }
  }

  /** [2, C, 4C]: each direction transposed; the order of gates is PyTorch's. */
  private static INDArray matrices(Numbers numbers, int member, Part part) {
    long hidden = numbers.job().hidden();
    INDArray both = Nd4j.create(2, hidden, 4 * hidden);
    for (int direction = 0; direction < 2; direction++) {
      float[] values = Numbers.array(numbers.weight(member, direction, part));
      both.slice(direction).assign(Nd4j.create(values, 4 * hidden, hidden).transpose());
    }
    return both;
  }

  private static INDArray biases(Numbers numbers, int member) {
    int gates = 4 * numbers.job().hidden();
    float[] sum = new float[2 * gates];
    for (int direction = 0; direction < 2; direction++) {
      FloatBuffer input = numbers.weight(member, direction, Part.BIAS_IH);
      FloatBuffer state = numbers.weight(member, direction, Part.BIAS_HH);
      for (int i = 0; i < gates; i++) {
        sum[direction * gates + i] = input.get(i) + state.get(i);
      }
    }
    return Nd4j.create(sum, 2, gates);
  }

  private static INDArray run(Model model, Member member) {
    Job job = model.job();
    INDArray y = Nd4j.create(job.steps(), job.batch(), 2L * job.hidden());
    DynamicCustomOp op =
        DynamicCustomOp.builder("lstmLayer")
            .addInputs(model.x(), member.input(), member.state(), member.bias())
            .addOutputs(y)
            .addIntegerArguments(TNS, BIDIRECTIONAL, SIGMOID, TANH, TANH)
            .addFloatingPointArguments(0.0) // no clipping
            // A bias and the whole sequence; no lengths, initial states, peepholes or last states.
            .addBooleanArguments(true, false, false, false, false, true, false, false)
            .build();
    Nd4j.exec(op);
    return y;
  }

  private INDArray ensemble(String way, Model model) throws Exception {
    List<INDArray> results = new ArrayList<>();
    if (way.equals(SEQUENTIAL)) {
      model.members().forEach(member -> results.add(run(model, member)));
    } else {
      List<Future<INDArray>> futures = new ArrayList<>();
      model.members().forEach(m -> futures.add(threads.submit(() -> run(model, m))));
      for (Future<INDArray> future : futures) {
        results.add(future.get());
      }
    }
    INDArray sum = results.getFirst();
    for (INDArray result : results.subList(1, results.size())) {
      sum.addi(result);
      result.close();
    }
    return sum;
  }

  @Override
  public float[] result(String way) throws Exception {
    try (INDArray result = ensemble(way, ready())) {
      return result.reshape(result.length()).toFloatVector();
    }
  }

  @Override
  public long time(String way, int count) throws Exception {
    Model ready = ready();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      ensemble(way, ready).close();
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
    throw new UnsupportedOperationException("ND4J has no fork");
  }

  @Override
  public void close() {
    threads.shutdown();
    release();
  }
}
