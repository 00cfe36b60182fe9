package anabranch.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commit figures are of. */
final class CheckoutTest {
  @TempDir Path dir;
  private Path jar;

  @BeforeEach
  void commit() throws Exception {
    Path target = Files.createDirectories(dir.toRealPath().resolve("bench/target/quick"));
    jar = Files.writeString(target.resolve("bench.jar"), "");
    Files.writeString(dir.resolve("source"), "1");
    git("init", "-q");
    git("add", "source");
    git("-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "-q", "-m", "m");
  }

  @Test
  void aBuildInACheckoutHasItsCommit() throws Exception {
    String commit = Checkout.commitOf(jar);
    assertTrue(commit.matches("[0-9a-f]{12}"), commit);
  }

  @Test
  void changesToTrackedFilesShow() throws Exception {
    Files.writeString(dir.resolve("source"), "2");
    String commit = Checkout.commitOf(jar);
    assertTrue(commit.matches("[0-9a-f]{12}-dirty"), commit);
  }

  @Test
  void aProgramThatOnlyLiesInSomeCheckoutHasNone() throws Exception {
    Path other = Files.writeString(dir.toRealPath().resolve("bench.jar"), "");
    assertEquals("unknown", Checkout.commitOf(other));
  }

  @Test
  void noCheckoutNoCommit(@TempDir Path elsewhere) throws Exception {
    assertEquals("unknown", Checkout.commitOf(elsewhere.resolve("bench/target/bench.jar")));
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", dir.toString()));
    command.addAll(List.of(words));
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, git.waitFor(), out);
  }
}
