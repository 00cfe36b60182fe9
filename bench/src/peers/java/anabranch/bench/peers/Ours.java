package anabranch.bench.peers;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Anabranch on the CPU. */
final class Ours implements Contender {
  private static final List<String> DIRECTIONS = List.of("cell_f", "cell_b");

  private final Devices devices;
  private final Device device;
  private @Nullable Model model;

  private record Model(LstmEnsemble ensemble, Tensor x) {}

  Ours(int threads) {
    devices = Devices.open(Devices.Options.defaults().withThreads(threads));
    device = devices.get("cpu");
  }

  @Override
  public List<String> ways() {
    return Stream.of(LstmEnsemble.Mode.values())
        .map(mode -> mode.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Override
  public void open(Numbers numbers) throws Exception {
    release();
    model = call(() -> make(numbers));
  }

  @Override
  public void release() {
    if (model != null) {
      model.ensemble().close();
      model.x().close();
      model = null;
      device.trim();
    }
  }

  private Model make(Numbers numbers) {
    Job job = numbers.job();
    LstmEnsemble ensemble = new LstmEnsemble(job.members(), job.hidden());
    Map<String, Tensor> parameters = new LinkedHashMap<>(ensemble.namedParameters());
    for (int member = 0; member < job.members(); member++) {
      for (int direction = 0; direction < DIRECTIONS.size(); direction++) {
        for (Part part : Part.values()) {
          String name =
              "models.%d.%s.%s".formatted(member, DIRECTIONS.get(direction), part.parameter());
          fill(parameters.remove(name), name, numbers, member, direction, part);
        }
      }
    }
    if (!parameters.isEmpty()) {
      throw new IllegalStateException("not in the file: " + parameters.keySet());
    }
    float[] x = Numbers.array(numbers.x());
    return new Model(
        ensemble, Tensors.of(device, x, job.steps(), job.batch(), job.hidden()).keep());
  }

  private void fill(
      @Nullable Tensor target, String name, Numbers from, int member, int direction, Part part) {
    if (target == null) {
      throw new IllegalStateException("the ensemble has no parameter " + name);
    }
    float[] numbers = Numbers.array(from.weight(member, direction, part));
    Scope.run(() -> target.copy_(Tensors.of(device, numbers, part.sizes(from.job().hidden()))));
  }

  @Override
  public float[] result(String way) throws Exception {
    Model ready = ready(way);
    return call(() -> ready.ensemble().apply(ready.x()).toFloatArray());
  }

  @Override
  public long time(String way, int count) throws Exception {
    Model ready = ready(way);
    return call(
        () -> {
          long start = System.nanoTime();
          for (int i = 0; i < count; i++) {
            Scope.run(() -> ready.ensemble().apply(ready.x()));
          }
          return System.nanoTime() - start;
        });
  }

  private Model ready(String way) {
    if (model == null) {
      throw new IllegalStateException("nothing is open");
    }
    model.ensemble().mode(LstmEnsemble.Mode.valueOf(way.toUpperCase(Locale.ROOT)));
    return model;
  }

  @Override
  public long forks(int count) throws Exception {
    Tensor x = call(() -> Tensors.ones(1).keep());
    return call(
        () -> {
          long start = System.nanoTime();
          Scope.run(
              () -> {
                List<Future<Tensor>> futures = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                  futures.add(fork(Tensor::neg, x));
                }
                awaitAll(futures);
              });
          return System.nanoTime() - start;
        });
  }

  /** On a thread of the pool, so that no more threads work than it has. */
  private <R> R call(Callable<R> body) throws Exception {
    return devices.call(() -> device.use(body::call));
  }

  @Override
  public void close() {
    devices.close();
  }
}
