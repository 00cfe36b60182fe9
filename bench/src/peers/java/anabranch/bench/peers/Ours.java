package anabranch.bench.peers;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Future;
import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Anabranch on the CPU. */
final class Ours implements Contender {
  private static final List<String> DIRECTIONS = List.of("cell_f", "cell_b");

  private final Devices devices;
  private final Device device;
  private @Nullable Model model;

  /** What else there is to do the job in, beside {@link LstmEnsemble}'s modes. */
  private static final String ONE_BY_ONE = "sequential_bidirectional";

  private static final String OVERLAPPING = "members_bidirectional";

  private record Model(LstmEnsemble ensemble, Bidirectional bidirectional, Tensor x) {
    Tensor run(String way) {
      return switch (way) {
        case ONE_BY_ONE -> bidirectional.oneByOne(x);
        case OVERLAPPING -> bidirectional.overlapping(x);
        default -> ensemble.apply(x);
      };
    }
  }

  Ours(int threads) {
    devices = Devices.open(Devices.Options.defaults().withThreads(threads));
    device = devices.get("cpu");
  }

  @Override
  public List<String> ways() {
    return Stream.concat(
            Stream.of(LstmEnsemble.Mode.values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)),
            Stream.of(ONE_BY_ONE, OVERLAPPING))
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
    Bidirectional bidirectional = bidirectional(parameters, job.members());
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
        ensemble,
        bidirectional,
        Tensors.of(device, x, job.steps(), job.batch(), job.hidden()).keep());
  }

  private static Bidirectional bidirectional(Map<String, Tensor> parameters, int members) {
    List<Bidirectional.Member> all = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      String name = "models.%d.".formatted(member);
      Recurrent.Weights ahead = weights(parameters, name + DIRECTIONS.getFirst());
      Recurrent.Weights back = weights(parameters, name + DIRECTIONS.getLast());
      all.add(new Bidirectional.Member(ahead, back));
    }
    return new Bidirectional(all);
  }

  private static Recurrent.Weights weights(Map<String, Tensor> parameters, String layer) {
    return new Recurrent.Weights(
        part(parameters, layer, Part.WEIGHT_IH),
        part(parameters, layer, Part.WEIGHT_HH),
        new Recurrent.Biases(
            part(parameters, layer, Part.BIAS_IH), part(parameters, layer, Part.BIAS_HH)),
        null);
  }

  private static Tensor part(Map<String, Tensor> parameters, String layer, Part part) {
    String name = layer + "." + part.parameter();
    return Objects.requireNonNull(parameters.get(name), name);
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
    return call(() -> ready.run(way).toFloatArray());
  }

  @Override
  public long time(String way, int count) throws Exception {
    Model ready = ready(way);
    return call(
        () -> {
          long start = System.nanoTime();
          for (int i = 0; i < count; i++) {
            Scope.run(() -> ready.run(way));
          }
          return System.nanoTime() - start;
        });
  }

  private Model ready(String way) {
    if (model == null) {
      throw new IllegalStateException("nothing is open");
    }
    if (!way.equals(ONE_BY_ONE) && !way.equals(OVERLAPPING)) {
      model.ensemble().mode(LstmEnsemble.Mode.valueOf(way.toUpperCase(Locale.ROOT)));
    }
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
