package anabranch.bench.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The engines that can do the job on a CPU from the JVM. */
enum Engine {
  /** This one: its threads serve forks and slices alike. */
  ANABRANCH {
    @Override
    List<Setting> settings(int cpus) {
      return List.of(new Setting(this, cpus, cpus, ""));
    }

    @Override
    double warmUpSeconds() {
      return 2;
    }

    @Override
    boolean forks() {
      return true;
    }

    @Override
    Contender make(Setting setting) {
      return new Ours(setting.intra());
    }
  },

  /** PyTorch's, through DJL. */
  LIBTORCH {
    @Override
    List<String> flags(Setting setting) {
      return List.of(
          "-Dai.djl.pytorch.num_threads=" + setting.intra(),
          "-Dai.djl.pytorch.num_interop_threads=" + setting.inter());
    }

    @Override
    boolean forks() {
      return true;
    }

    @Override
    Contender make(Setting setting) throws Exception {
      return new Libtorch();
    }
  },

  /** Microsoft's; its threads are options of a session. */
  ONNXRUNTIME {
    @Override
    List<Setting> settings(int cpus) {
      return Setting.grid(this, cpus, OnnxRuntime.modes()).stream()
          .filter(OnnxRuntime::isDistinct)
          .toList();
    }

    @Override
    Contender make(Setting setting) {
      return new OnnxRuntime(setting);
    }
  },

  /** Google's; its threads are options of a session. */
  TENSORFLOW {
    @Override
    Contender make(Setting setting) {
      return new TensorflowJava(setting);
    }
  },

  /** Eclipse's, of Deeplearning4j; its threads within an op are OpenMP's. */
  ND4J {
    @Override
    Map<String, String> environment(Setting setting) {
      return Map.of("OMP_NUM_THREADS", String.valueOf(setting.intra()));
    }

    @Override
    Contender make(Setting setting) {
      return new Nd4jNative(setting);
    }
  },

  /** Apache's, through DJL; threads of both kinds are fixed by the environment. */
  MXNET {
    @Override
    Map<String, String> environment(Setting setting) {
      return Map.of(
          "OMP_NUM_THREADS",
          String.valueOf(setting.intra()),
          "MXNET_CPU_WORKER_NTHREADS",
          String.valueOf(setting.inter()));
    }

    @Override
    Contender make(Setting setting) {
      return new Mxnet();
    }
  };

  /** The processes worth trying. */
  List<Setting> settings(int cpus) {
    return Setting.grid(this, cpus, List.of(""));
  }

  /** What the JVM needs to be told for a setting. */
  List<String> flags(Setting setting) {
    return List.of();
  }

  /** What its process needs to find in its environment for a setting. */
  Map<String, String> environment(Setting setting) {
    return Map.of();
  }

  /** Starts it in this process, which was started with what a setting asks for. */
  abstract Contender make(Setting setting) throws Exception;

  /** How long it runs before it is timed: native engines need to touch their memory only. */
  double warmUpSeconds() {
    return 0.2;
  }

  /** Whether it has a fork whose cost can be measured. */
  boolean forks() {
    return false;
  }

  /** As users write it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Engine parse(String title) {
    return valueOf(title.toUpperCase(Locale.ROOT));
  }
}
