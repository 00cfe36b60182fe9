package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Devices;
import anabranch.io.MalformedFileException;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code anabranch run}: runs {@code forward} of a TorchScript archive. */
@Command(
    name = "run",
    header = "Runs forward of a TorchScript archive.",
    description =
        "%nLoads what torch.jit.save wrote, without PyTorch. Nothing of the file runs before all"
            + " that it names is known to be supported, and then within limits, so that files from"
            + " strangers are safe.%n",
    footer = {
      "%nExample:",
      "  anabranch run model.pt --input x.safetensors --arg n=3 --output y.safetensors",
      "where Python's package safetensors has made the tensors for forward(x, n):",
      "  safetensors.torch.save_file({'x': x}, 'x.safetensors')"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    CommandLine command = spec.commandLine();
    Optional<Path> traced = options.trace();
    TraceFile trace = traced.isPresent() ? TraceFile.prepare(traced.get()) : null;
    Optional<Path> drawn = options.timeline();
    TimelineFile timeline = drawn.isPresent() ? TimelineFile.prepare(drawn.get()) : null;
    try (Devices devices = Devices.open(Devices.Options.ofEnvironment())) {
      Device device = options.device().among(devices);
      RunJob job = new RunJob(options, device, command.getOut());
      if (trace == null && timeline == null) {
        job.run();
      } else {
        Profile profile = Profiler.record(() -> recorded(job));
        write(profile, trace, timeline);
        LostSpans.tell(profile, command.getErr());
      }
    } catch (MalformedFileException | RunFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new RunFailedException(
          "cannot read or write: %s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName()),
          e);
    }
    return command.getCommandSpec().exitCodeOnSuccess();
  }

  private static @Nullable Void recorded(RunJob job) throws Exception {
    job.run();
    return null;
  }

  private static void write(
      Profile profile, @Nullable TraceFile trace, @Nullable TimelineFile timeline)
      throws RunFailedException {
    if (trace != null) {
      trace.write(profile);
    }
    if (timeline != null) {
      timeline.write(profile);
    }
  }
}
