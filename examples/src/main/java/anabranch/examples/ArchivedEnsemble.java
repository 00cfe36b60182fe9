package anabranch.examples;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble.Mode;
import anabranch.script.ScriptModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The ensemble as PyTorch has saved it, forks included, beside the one that is written here: with
 * the archive's weights both give the same.
 */
public final class ArchivedEnsemble {
  private static final int MEMBERS = 3;
  private static final int CHANNELS = 8;
  private static final double TOLERANCE = 1e-5;

  private ArchivedEnsemble() {}

  /** Runs it. */
  public static void main(String[] args) {
    Scope.run(ArchivedEnsemble::compare);
  }

  private static void compare() {
    Path file = archive();
    Tensor x = Scope.seeded(0, () -> Tensors.rand(Device.current(), 5, 4, CHANNELS));
    try (ScriptModule model = ScriptModule.load(file, Device.current())) {
      Object archived = model.forward(x);

      LstmEnsemble ensemble = new LstmEnsemble(MEMBERS, CHANNELS);
      ensemble.loadStateDict(model.stateDict());
      Tensor written = ensemble.mode(Mode.MEMBERS).apply(x);

      if (!(archived instanceof Tensor y) || !y.allClose(written, TOLERANCE, TOLERANCE)) {
        throw new IllegalStateException(
            "expected " + written + ", but the archive gave " + archived);
      }
      System.out.println("from the archive: " + y.shape() + ", the same numbers");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  /** The archive as a file, since it is mapped, not read. */
  private static Path archive() {
    try (InputStream in =
        Objects.requireNonNull(ArchivedEnsemble.class.getResourceAsStream("ensemble.pt"))) {
      Path file = Files.createTempFile("ensemble", ".pt");
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
