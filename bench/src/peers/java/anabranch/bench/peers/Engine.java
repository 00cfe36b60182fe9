package anabranch.bench.peers;

import java.util.List;
import java.util.Locale;

/** The engines that can do the job on a CPU from the JVM. */
enum Engine {
  /** This one: its threads serve forks and slices alike. */
  ANABRANCH {
    @Override
    List<Setting> settings(int cpus) {
      return List.of(new Setting(this, cpus, cpus, ""));
    }

    @Override
    List<String> flags(Setting setting) {
      return List.of();
    }

    @Override
    Contender make(Setting setting) {
      return new Ours(setting.intra());
    }
  },

  /** PyTorch's, through DJL. */
  LIBTORCH {
    @Override
    List<Setting> settings(int cpus) {
      return Setting.grid(this, cpus, List.of(""));
    }

    @Override
    List<String> flags(Setting setting) {
      return List.of(
          "-Dai.djl.pytorch.num_threads=" + setting.intra(),
          "-Dai.djl.pytorch.num_interop_threads=" + setting.inter());
    }

    @Override
    Contender make(Setting setting) throws Exception {
      return new Libtorch();
    }
  };

  /** The processes worth trying. */
  abstract List<Setting> settings(int cpus);

  /** What the JVM needs to be told for a setting. */
  abstract List<String> flags(Setting setting);

  /** Starts it in this process, which was started with {@link #flags}. */
  abstract Contender make(Setting setting) throws Exception;

  /** As users write it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Engine parse(String title) {
    return valueOf(title.toUpperCase(Locale.ROOT));
  }
}
