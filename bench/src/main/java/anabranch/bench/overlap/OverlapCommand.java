package anabranch.bench.overlap;

import anabranch.Devices;
import anabranch.examples.cli.JsonFile;
import anabranch.examples.cli.Progress;
import anabranch.examples.cli.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code anabranch bench overlap}: at which sizes forking pays on this machine, and why. */
@Command(
    name = "overlap",
    header = "Measures at which sizes forking pays, and says why.",
    description =
        "%nRuns the tutorial's ensemble of bidirectional LSTMs one after the other, with forked"
            + " directions, and with forked members, on 1 to n threads or streams, for a grid of"
            + " sizes; prints a table, and writes a JSON file and a page for a browser.%n")
public final class OverlapCommand implements Callable<Integer> {
  @Mixin private OverlapOptions options = new OverlapOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public OverlapCommand() {}

  @Override
  public Integer call() throws Exception {
    Optional<Path> from = options.from();
    if (from.isPresent()) {
      try (JsonFile html = JsonFile.prepare(options.html())) {
        html.write(page(from.get()));
      }
    } else {
      measure();
    }
    return spec.exitCodeOnSuccess();
  }

  private static String page(Path from) throws IOException, RunFailedException {
    String json;
    try {
      json = Files.readString(from);
    } catch (IOException e) {
      throw new RunFailedException(
          "cannot read %s: %s (%s)".formatted(from, e.getMessage(), e.getClass().getSimpleName()),
          e);
    }
    try {
      return ReportPage.of(json);
    } catch (IllegalArgumentException e) {
      throw new RunFailedException("%s: %s".formatted(from, e.getMessage()), e);
    }
  }

  private void measure() throws Exception {
    CommandLine command = spec.commandLine();
    try (JsonFile json = JsonFile.prepare(options.json());
        JsonFile html = JsonFile.prepare(options.html())) {
      Report report;
      try (Progress progress = new Progress(command.getErr(), Progress.onTerminal())) {
        report = sweep().run(progress::show);
      }
      ReportTable.print(report, command.getOut());
      String text = ReportJson.of(report);
      json.write(text);
      html.write(ReportPage.of(text));
    }
    command.getOut().printf("%nThe page is %s.%n", options.html());
    command.getOut().flush();
  }

  private Sweep sweep() {
    Devices.Options open = Devices.Options.ofEnvironment();
    String device;
    try (Devices devices = Devices.open(open)) {
      device = options.device().among(devices).name();
    }
    return new Sweep(
        new Target(device, open),
        options.grid(),
        options.widths(),
        options.repeat(),
        options.budget());
  }
}
