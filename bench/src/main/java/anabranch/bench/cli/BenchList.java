package anabranch.bench.cli;

import anabranch.bench.Catalogue;
import anabranch.examples.cli.RunFailedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The benchmarks that there are, for people. */
final class BenchList {
  private BenchList() {}

  static void print(String pattern, PrintWriter out) throws RunFailedException {
    List<Catalogue.Entry> found = Catalogue.find(pattern);
    if (found.isEmpty()) {
      throw new RunFailedException("no benchmark's name has '%s' in it".formatted(pattern));
    }
    for (Catalogue.Entry entry : found) {
      out.printf("%-28s %s%n", entry.name(), entry.measures());
      for (Map.Entry<String, List<String>> param : new TreeMap<>(entry.params()).entrySet()) {
        out.printf("    -p %s=%s%n", param.getKey(), String.join(",", param.getValue()));
      }
    }
  }
}
