package anabranch.cuda.driver;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;

/**
 * Loads JCuda's native libraries. Left to itself, JCuda unpacks them to a name in {@code
 * java.io.tmpdir} that anybody can foresee, and loads whatever file is there already. So they are
 * unpacked here, to a new directory that only this user may enter; the property leads JCuda there
 * while its classes initialise, and the files go as soon as they are loaded. Where {@code
 * java.library.path} has the libraries, JCuda takes them from there.
 */
public final class Natives {
  private static final String TMPDIR = "java.io.tmpdir";

  private Natives() {}

  /** Done once for the JVM; what went wrong, if anything. */
  private static final class OfDriver {
    static final Optional<String> PROBLEM =
        problem("JCudaDriver", () -> JCudaDriver.setExceptionsEnabled(false));
  }

  /** Done once for the JVM; what went wrong, if anything. */
  private static final class OfCublas {
    static final Optional<String> PROBLEM =
        problem("JCublas2", () -> JCublas2.setExceptionsEnabled(false));
  }

  /**
   * Loads what calls of the driver need, and sets what the driver reads from the environment when
   * it starts.
   *
   * @throws UnsatisfiedLinkError if that fails; its message says why
   */
  public static void load() {
    Environment.setDefault("CUDA_DEVICE_MAX_CONNECTIONS", "32");
    if (OfDriver.PROBLEM.isPresent()) {
      throw new UnsatisfiedLinkError(OfDriver.PROBLEM.get());
    }
  }

  /**
   * Loads what calls of cuBLAS 12 need; why that fails, for want of libcublas.so.12 for instance.
   */
  static Optional<String> loadCublas() {
    return OfCublas.PROBLEM;
  }

  private static Optional<String> problem(String name, Runnable initialization) {
    try {
      load(name, initialization);
      return Optional.empty();
    } catch (LinkageError | UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(name));
    }
  }

  /** One at a time, since the property is the whole JVM's. */
  private static synchronized void load(String name, Runnable initialization) {
    String library = LibUtils.createPlatformLibraryName(name + "-" + JCudaVersion.get());
    if (isOnLibraryPath(library)) {
      initialization.run();
      return;
    }
    Properties properties = System.getProperties();
    try {
      Path directory =
          Files.createTempDirectory(
              "anabranch-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path file = directory.resolve(System.mapLibraryName(library));
      Object before = properties.get(TMPDIR);
      try {
        unpack(file);
        properties.put(TMPDIR, directory.toString());
        initialization.run();
      } finally {
        properties.put(TMPDIR, before);
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + library, e);
    }
  }

  private static boolean isOnLibraryPath(String library) {
    for (String directory :
        System.getProperty("java.library.path", "").split(File.pathSeparator, -1)) {
      if (!directory.isEmpty()
          && Files.exists(Path.of(directory, System.mapLibraryName(library)))) {
        return true;
      }
    }
    return false;
  }

  private static void unpack(Path file) throws IOException {
    String resource = "/lib/" + file.getFileName();
    try (InputStream in = Natives.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new UnsatisfiedLinkError(
            resource + " is not on the class path: jcuda-natives and jcublas-natives belong there");
      }
      Files.copy(in, file);
    }
  }
}
