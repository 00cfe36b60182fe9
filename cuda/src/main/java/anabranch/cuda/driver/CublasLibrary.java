package anabranch.cuda.driver;

import anabranch.spi.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cuBLAS of this machine and how it is called: version 12 by JCublas, which was made for that,
 * any other by foreign calls. The system property {@value #PROPERTY}, else the environment variable
 * {@value #VARIABLE}, forces one: {@code jcublas}, {@code ffm}, or the path of a {@code
 * libcublas.so.N}, which is called by foreign calls.
 *
 * @param name what to give to the dynamic linker: a name or a path
 * @param byJcublas whether JCublas calls it, else the JDK's foreign calls
 * @param reason why this one
 */
public record CublasLibrary(String name, boolean byJcublas, String reason) {
  /** A system property that forces a library. */
  public static final String PROPERTY = "anabranch.cuda.blas";

  /** An environment variable that forces a library. */
  public static final String VARIABLE = "ANABRANCH_BLAS";

  private static final String CUBLAS_12 = "libcublas.so.12";
  private static final String CUBLAS_13 = "libcublas.so.13";

  /** The choice was made once for the JVM. */
  private static final class Choice {
    static final Optional<CublasLibrary> CHOSEN = choose();
  }

  /** The library, if there is any. */
  public static Optional<CublasLibrary> find() {
    return Choice.CHOSEN;
  }

  static CublasLibrary chosen() {
    return find().orElseThrow(() -> new UnsatisfiedLinkError("no " + CUBLAS_12 + " or 13"));
  }

  private static Optional<CublasLibrary> choose() {
    String forced = forced();
    if (forced == null) {
      return unforced();
    }
    String why = "as " + VARIABLE + " or " + PROPERTY + " says";
    return switch (forced) {
      case "ffm" -> foreign(why);
      case "jcublas" ->
          locate(CUBLAS_12)
              .filter(name -> Natives.loadCublas().isEmpty())
              .map(name -> new CublasLibrary(name, true, why));
      default -> locate(forced).map(path -> new CublasLibrary(path, false, why));
    };
  }

  private static Optional<CublasLibrary> unforced() {
    Optional<String> twelve = locate(CUBLAS_12);
    if (twelve.isEmpty()) {
      return foreign("there is no " + CUBLAS_12 + " for JCublas");
    }
    String name = twelve.get();
    return Natives.loadCublas()
        .map(problem -> new CublasLibrary(name, false, "JCublas cannot be loaded: " + problem))
        .or(() -> Optional.of(new CublasLibrary(name, true, "what JCublas was made for")));
  }

  private static @Nullable String forced() {
    String value = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Optional<CublasLibrary> foreign(String why) {
    return locate(CUBLAS_13)
        .or(() -> locate(CUBLAS_12))
        .map(name -> new CublasLibrary(name, false, why));
  }

  /**
   * What the dynamic linker finds by itself, else in a toolkit's directory. Once it is loaded,
   * other libraries that need it get it by its name.
   */
  private static Optional<String> locate(String name) {
    List<String> candidates = new ArrayList<>();
    candidates.add(name);
    if (!name.contains("/")) {
      for (Path directory : directories()) {
        candidates.add(directory.resolve(name).toString());
      }
    }
    return candidates.stream().filter(c -> load(c).isPresent()).findFirst();
  }

  private static List<Path> directories() {
    List<Path> found = new ArrayList<>();
    for (String variable : new String[] {"CUDA_HOME", "CUDA_PATH"}) {
      String home = System.getenv(variable);
      if (home != null && !home.isBlank()) {
        found.add(Path.of(home, "lib64"));
      }
    }
    for (String version : new String[] {"cuda", "cuda-12", "cuda-13"}) {
      found.add(Path.of("/usr/local", version, "lib64"));
    }
    found.removeIf(directory -> !Files.isDirectory(directory));
    return found;
  }

  /** It needs libcublasLt, which the dynamic linker would not look for beside it. */
  private static Optional<SymbolLookup> load(String nameOrPath) {
    if (nameOrPath.contains("/")) {
      if (!Files.exists(Path.of(nameOrPath))) {
        return Optional.empty();
      }
      String sibling = nameOrPath.replace("libcublas.so", "libcublasLt.so");
      if (Files.exists(Path.of(sibling))) {
        Libraries.find(sibling);
      }
    }
    return Libraries.find(nameOrPath);
  }

  SymbolLookup open() {
    return load(name).orElseThrow(() -> new UnsatisfiedLinkError(name + " is gone"));
  }

  /** Which library this is, how it is called and why, for people. */
  public String description() {
    return "cuBLAS %s (%s) by %s: %s"
        .formatted(version(), name, byJcublas ? "JCublas" : "foreign calls", reason);
  }

  private String version() {
    Optional<MemorySegment> property = open().find("cublasGetProperty");
    if (property.isEmpty()) {
      return "of unknown version";
    }
    StringBuilder text = new StringBuilder();
    MethodHandle call = Foreign.bind(open(), "cublasGetProperty", Foreign.INT, Foreign.LONG);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      for (int part = 0; part < 3; part++) {
        int status = (int) call.invokeExact(part, out.address());
        Status.checkBlas("cublasGetProperty", status);
        text.append(part == 0 ? "" : ".").append(out.get(ValueLayout.JAVA_INT, 0));
      }
      return text.toString();
    } catch (CudaException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /** A handle of its own for {@code stream}. */
  public Blas open(StreamHandle stream, Workspace workspace, Precision precision) {
    return byJcublas
        ? new JcublasBlas(stream, workspace, precision)
        : new ForeignBlas(stream, workspace, precision);
  }
}
