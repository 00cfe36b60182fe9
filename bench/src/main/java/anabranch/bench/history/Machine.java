package anabranch.bench.history;

import java.util.List;

/**
 * Where it was measured.
 *
 * @param cpu its name and how it is used
 * @param cpus how many the machine or container grants
 * @param os the operating system and its architecture
 * @param devices the names and descriptions of other devices, such as GPUs
 */
public record Machine(String cpu, int cpus, String os, List<String> devices) {
  /** Keeps its own list. */
  public Machine {
    devices = List.copyOf(devices);
  }
}
