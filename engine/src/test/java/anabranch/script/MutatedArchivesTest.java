package anabranch.script;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.io.PickledValue.ObjectValue;
import anabranch.io.TorchArchive;
import anabranch.script.compile.ClassInfo;
import anabranch.script.compile.Linker;
import anabranch.script.syntax.Source;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The code of PyTorch's archives, tampered with: it links, or is refused. */
final class MutatedArchivesTest {
  private static final int ROUNDS = 500;
  private static final List<String> FILES =
      List.of("ensemble", "data_dependent", "early_return", "optionals", "strings", "cells");

  /** The code of an archive, and the class of its module. */
  private record Code(Map<String, Source> sources, String root) {
    static Code of(String name) throws IOException, URISyntaxException {
      Path file =
          Path.of(
              Objects.requireNonNull(
                      MutatedArchivesTest.class.getResource("/goldens/script/" + name + ".pt"))
                  .toURI());
      try (TorchArchive archive = TorchArchive.open(file)) {
        Map<String, Source> sources = new HashMap<>();
        for (String module : archive.modules()) {
          TorchArchive.Source source = archive.source(module).orElseThrow();
          sources.put(module, new Source(source.entry(), source.text()));
        }
        return new Code(sources, ((ObjectValue) archive.root()).className());
      }
    }

    Code mutated(Random random) {
      Map<String, Source> changed = new HashMap<>(sources);
      String module = new ArrayList<>(sources.keySet()).get(random.nextInt(sources.size()));
      Source source = sources.get(module);
      changed.put(module, new Source(source.name(), Mutated.of(source.text(), random)));
      return new Code(changed, root);
    }

    /** Whether all methods of the module link. */
    boolean links() {
      Linker linker = new Linker(sources::get, List.of());
      ClassInfo info = linker.classInfo(root);
      if (info == null) {
        return false;
      }
      info.methodNames().forEach(method -> linker.method(info.type(), method));
      linker.link();
      return true;
    }
  }

  @Test
  void linksOrIsRefused() throws IOException, URISyntaxException {
    Random random = new Random(11);
    List<Code> codes = new ArrayList<>();
    for (String file : FILES) {
      codes.add(Code.of(file));
      assertTrue(codes.getLast().links(), file);
    }
    int linked = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Code code = codes.get(i % codes.size()).mutated(random);
      try {
        linked += code.links() ? 1 : 0;
      } catch (ScriptException e) {
        assertFalse(e.places().isEmpty());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + i + ": " + code.sources(), e);
      }
    }
    assertTrue(linked > ROUNDS / 50 && linked < ROUNDS, linked + " linked");
  }
}
