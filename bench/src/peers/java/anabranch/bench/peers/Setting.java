package anabranch.bench.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * How the process of an engine is started; threads are fixed there for good.
 *
 * @param engine which
 * @param intra threads that share one operation
 * @param inter threads that forked work runs on
 * @param extra what else is set, as the engine names it, or empty
 */
record Setting(Engine engine, int intra, int inter, String extra) {
  /** For the command line of the process. */
  List<String> arguments() {
    return List.of(engine.name(), String.valueOf(intra), String.valueOf(inter), extra);
  }

  static Setting parse(String[] arguments) {
    return new Setting(
        Engine.valueOf(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        arguments[3]);
  }

  /** One thread and all, in each place. */
  static List<Setting> grid(Engine engine, int cpus, List<String> extras) {
    List<Setting> settings = new ArrayList<>();
    for (int intra : cpus == 1 ? new int[] {1} : new int[] {1, cpus}) {
      for (int inter : cpus == 1 ? new int[] {1} : new int[] {1, cpus}) {
        for (String extra : extras) {
          settings.add(new Setting(engine, intra, inter, extra));
        }
      }
    }
    return settings;
  }

  @Override
  public String toString() {
    return "intra %d, inter %d%s".formatted(intra, inter, extra.isEmpty() ? "" : ", " + extra);
  }
}
