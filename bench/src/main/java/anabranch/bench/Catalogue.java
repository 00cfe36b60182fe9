package anabranch.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks that there are. */
public final class Catalogue {
  private Catalogue() {}

  /**
   * A benchmark.
   *
   * @param name class and method, such as {@code MatMulBench.matmul}
   * @param measures what, in a few words
   * @param params its parameters and the values that they have if none are chosen
   * @param main the parameters of its main figures, as {@link MainFigures} has them
   */
  public record Entry(
      String name, String measures, Map<String, List<String>> params, List<String> main) {
    /** Keeps its own collections. */
    public Entry {
      params = Map.copyOf(params);
      main = List.copyOf(main);
    }
  }

  /** All benchmarks whose name the regular expression {@code pattern} finds, by name. */
  public static List<Entry> find(String pattern) {
    OutputFormat nowhere =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(nowhere, List.of(pattern), List.of()).stream()
        .map(Catalogue::entry)
        .sorted(Comparator.comparing(Entry::name))
        .toList();
  }

  /** Class and method of what JMH calls {@code anabranch.bench.MatMulBench.matmul}. */
  static String name(String benchmark) {
    return benchmark.replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
  }

  private static Entry entry(BenchmarkListEntry benchmark) {
    String name = name(benchmark.getUsername());
    try {
      Class<?> type = Class.forName(benchmark.getUserClassQName());
      Measures measures = type.getAnnotation(Measures.class);
      return new Entry(
          name, measures == null ? "" : measures.value(), params(benchmark), main(type, name));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("JMH lists %s, which is not there".formatted(name), e);
    }
  }

  private static List<String> main(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> name.endsWith("." + method.getName()))
        .map(method -> method.getAnnotation(MainFigures.class))
        .filter(Objects::nonNull)
        .flatMap(main -> Arrays.stream(main.value()))
        .toList();
  }

  private static Map<String, List<String>> params(BenchmarkListEntry benchmark) {
    Map<String, List<String>> params = new TreeMap<>();
    if (benchmark.getParams().hasValue()) {
      benchmark.getParams().get().forEach((name, all) -> params.put(name, Arrays.asList(all)));
    }
    return params;
  }
}
