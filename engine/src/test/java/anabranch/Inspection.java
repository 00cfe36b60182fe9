package anabranch;

import anabranch.run.Engine;

/** What tests may know of the runtime beyond its public face. */
public final class Inspection {
  private Inspection() {}

  /** How many stream leases are out, not counting the one of code outside of forks and calls. */
  public static int leases(Device device) {
    boolean root = engine(device).root().task().leaseIfAny(device.open()) != null;
    return device.open().streams().leased() - (root ? 1 : 0);
  }

  /** How many forks that belong to no scope have not returned. */
  public static int rootForks(Device device) {
    return engine(device).root().scope().running().size();
  }

  /** Frees what a past garbage collection found. */
  public static void drain(Device device) {
    device.open().drain();
  }

  private static Engine engine(Device device) {
    return device.open().engine();
  }
}
