package anabranch.bench.peers;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MXNet on the CPU, through DJL: an RNN operator per member, which its engine runs at once as far
 * as its workers allow, since they do not depend on each other.
 */
final class Mxnet implements Contender {
  private final NDManager root =
      ai.djl.engine.Engine.getEngine("MXNet").newBaseManager(ai.djl.Device.cpu());
  private @Nullable Model model;

  private record Model(NDManager manager, NDArray x, NDArray state, List<NDArray> members) {}

  @Override
  public List<String> ways() {
    return List.of("bidirectional");
  }

  @Override
  public void open(Numbers numbers) {
    release();
    Job job = numbers.job();
    NDManager manager = root.newSubManager();
    List<NDArray> members = new ArrayList<>();
    for (int member = 0; member < job.members(); member++) {
      members.add(manager.create(parameters(numbers, member)));
    }
    model =
        new Model(
            manager,
            manager.create(
                Numbers.array(numbers.x()), new Shape(job.steps(), job.batch(), job.hidden())),
            manager.zeros(new Shape(2, job.batch(), job.hidden()), DataType.FLOAT32),
            members);
  }

  @Override
  public void release() {
    if (model != null) {
      model.manager().close();
      model = null;
    }
  }

  /** The matrices of both directions, then their biases; the order of gates is PyTorch's. */
  private static float[] parameters(Numbers numbers, int member) {
    List<FloatBuffer> parts = new ArrayList<>();
    for (boolean matrices : new boolean[] {true, false}) {
      for (int direction = 0; direction < 2; direction++) {
        for (Part part : Part.values()) {
          if (part.isMatrix() == matrices) {
            parts.add(numbers.weight(member, direction, part));
          }
        }
      }
    }
    FloatBuffer all = FloatBuffer.allocate(parts.stream().mapToInt(FloatBuffer::remaining).sum());
    parts.forEach(all::put);
    return all.array();
  }

  private static NDArray ensemble(Model model, NDManager manager) {
    PairList<String, Object> options = new PairList<>();
    options.add("mode", "lstm");
    options.add("state_size", model.state().getShape().tail());
    options.add("num_layers", 1);
    options.add("bidirectional", true);
    options.add("state_outputs", false);
    NDList results = new NDList();
    for (NDArray parameters : model.members()) {
      NDList inputs = new NDList(model.x(), parameters, model.state(), model.state());
      results.add(manager.invoke("RNN", inputs, options).getFirst());
    }
    return manager.invoke("add_n", results, new PairList<>()).getFirst();
  }

  @Override
  public float[] result(String way) {
    Model ready = ready();
    try (NDManager manager = ready.manager().newSubManager()) {
      return ensemble(ready, manager).toFloatArray();
    }
  }

  @Override
  public long time(String way, int count) {
    Model ready = ready();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      try (NDManager manager = ready.manager().newSubManager()) {
        ((MxNDArray) ensemble(ready, manager)).waitToRead();
      }
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
    throw new UnsupportedOperationException("MXNet has no fork");
  }

  @Override
  public void close() {
    release();
    root.close();
  }
}
