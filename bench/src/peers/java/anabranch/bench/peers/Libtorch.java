package anabranch.bench.peers;

import ai.djl.Model;
import ai.djl.ModelException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PyTorch's libtorch on the CPU, through DJL: TorchScript in inference mode. */
final class Libtorch implements Contender {
  private final Model model = Model.newInstance("ensemble", "PyTorch");
  private final PtSymbolBlock block;
  private @Nullable Arguments arguments;

  /** The input and the weights, which the model takes as a list. */
  private record Arguments(PtNDManager manager, IValue x, IValue weights) {
    void close() {
      x.close();
      weights.close();
      manager.close();
    }
  }

  /** Threads of both kinds are fixed for the whole process by now, through properties of DJL. */
  Libtorch() throws IOException, ModelException {
    Path directory = Files.createTempDirectory("anabranch-peers");
    Path file = directory.resolve("ensemble.pt");
    TorchScriptArchive.write(file);
    model.load(directory);
    Files.delete(file);
    Files.delete(directory);
    block = (PtSymbolBlock) model.getBlock();
  }

  @Override
  public List<String> ways() {
    return List.of(
        "sequential",
        "sequential_bidirectional",
        "directions",
        "members",
        "members_directions",
        "members_bidirectional");
  }

  @Override
  public void open(Numbers numbers) {
    release();
    Job job = numbers.job();
    PtNDManager manager = (PtNDManager) model.getNDManager().newSubManager();
    List<PtNDArray> weights = new ArrayList<>();
    for (int member = 0; member < job.members(); member++) {
      for (int direction = 0; direction < 2; direction++) {
        for (Part part : Part.values()) {
          FloatBuffer values = numbers.weight(member, direction, part);
          weights.add(array(manager, values, part.sizes(job.hidden())));
        }
      }
    }
    PtNDArray x = array(manager, numbers.x(), job.steps(), job.batch(), job.hidden());
    arguments =
        new Arguments(manager, IValue.from(x), IValue.listFrom(weights.toArray(PtNDArray[]::new)));
  }

  @Override
  public void release() {
    if (arguments != null) {
      arguments.close();
      arguments = null;
    }
  }

  private static PtNDArray array(PtNDManager manager, FloatBuffer values, long... sizes) {
    return manager.create(values, new Shape(sizes), DataType.FLOAT32);
  }

  @Override
  public float[] result(String way) {
    Arguments ready = ready();
    try (IValue result = IValueUtils.runMethod(block, way, ready.x(), ready.weights());
        PtNDArray tensor = result.toTensor(ready.manager())) {
      return tensor.toFloatArray();
    }
  }

  @Override
  public long time(String way, int count) {
    Arguments ready = ready();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      IValueUtils.runMethod(block, way, ready.x(), ready.weights()).close();
    }
    return System.nanoTime() - start;
  }

  @Override
  public long forks(int count) {
    try (PtNDManager manager = (PtNDManager) model.getNDManager().newSubManager();
        PtNDArray one =
            manager.create(FloatBuffer.wrap(new float[] {1}), new Shape(1), DataType.FLOAT32);
        IValue x = IValue.from(one);
        IValue forks = IValue.from((long) count)) {
      long start = System.nanoTime();
      IValueUtils.runMethod(block, "forks", x, forks).close();
      return System.nanoTime() - start;
    }
  }

  private Arguments ready() {
    if (arguments == null) {
      throw new IllegalStateException("nothing is open");
    }
    return arguments;
  }

  /** What libtorch says of its threads, to be held against what was asked for. */
  static String threads() {
    return "intra %d, inter %d"
        .formatted(JniUtils.getNumThreads(), JniUtils.getNumInteropThreads());
  }

  @Override
  public void close() {
    release();
    model.close();
  }
}
