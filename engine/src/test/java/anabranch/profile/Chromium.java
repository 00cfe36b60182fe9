package anabranch.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless browser with one page, driven by the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final WebSocket socket;
  private final HttpClient client;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> answers =
      new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Boolean>> awaited = new ConcurrentHashMap<>();

  /** What went wrong inside the page: exceptions, refusals of its policy. */
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

  private String session = "";

  private Chromium(Process process, HttpClient client, URI address) {
    this.process = process;
    this.client = client;
    this.socket = client.newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Starts the browser on the path; {@code profile} is an empty directory for its files. */
  public static Chromium start(Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                binary().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    String address = null;
    StringBuilder said = new StringBuilder();
    var output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("DevTools listening on ")) {
        address = line.substring("DevTools listening on ".length()).strip();
        break;
      }
    }
    if (address == null) {
      throw new IOException("the browser did not start: " + said);
    }
    Chromium browser = new Chromium(process, HttpClient.newHttpClient(), URI.create(address));
    browser.openPage();
    return browser;
  }

  private static Path binary() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(java.io.File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tests tagged browser need one of " + NAMES + " on the PATH"));
  }

  private void openPage() {
    Object target = send("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
    session =
        String.valueOf(
            send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId"));
    send("Page.enable", Map.of());
    send("Runtime.enable", Map.of());
    send("Log.enable", Map.of());
  }

  /** Shows the page in a window of that size and waits until it has drawn. */
  public void open(Path page, String fragment, int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    awaited.put("Page.loadEventFired", loaded);
    // A page that differs in the fragment only would not be loaded again.
    send("Page.navigate", Map.of("url", page.toUri() + "?" + ids.get() + fragment));
    join(loaded);
    evaluate(
        """
        new Promise((resolve) => {
          const look = () => document.body.dataset.ready ? resolve("") : setTimeout(look, 5);
          look();
        })\
        """);
    settle();
  }

  /** Waits for two frames: what was asked to be drawn is drawn then. */
  public void settle() {
    evaluate(
        "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " resolve(\"\"))))");
  }

  /** The value of an expression as text. */
  public String evaluate(String expression) {
    Map<String, Object> answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return String.valueOf(((Map<?, ?>) answer.get("result")).get("value"));
  }

  public double number(String expression) {
    return Double.parseDouble(evaluate(expression));
  }

  public void key(String key) {
    key(key, 0);
  }

  public void key(String key, int modifiers) {
    String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
    Map<String, Object> down = new LinkedHashMap<>();
    down.put("type", "keyDown");
    down.put("key", key);
    down.put("modifiers", modifiers);
    if (!text.isEmpty()) {
      down.put("text", text);
    }
    send("Input.dispatchKeyEvent", down);
    send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "modifiers", modifiers));
    settle();
  }

  public void type(String text) {
    send("Input.insertText", Map.of("text", text));
    settle();
  }

  public void mouse(String type, double x, double y) {
    String button = type.equals("mouseMoved") ? "none" : "left";
    send(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", button, "clickCount", 1));
    settle();
  }

  public void drag(double x, double y, double toX, double toY) {
    mouse("mousePressed", x, y);
    send(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseMoved", "x", toX, "y", toY, "button", "left", "buttons", 1));
    mouse("mouseReleased", toX, toY);
  }

  public void wheel(double x, double y, double deltaX, double deltaY) {
    send(
        "Input.dispatchMouseEvent",
        Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", deltaX, "deltaY", deltaY));
    settle();
  }

  /** Fingers at pairs of x and y; none to lift them. */
  public void touch(String type, double... places) {
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      points.add(Map.of("x", places[i], "y", places[i + 1], "id", i));
    }
    send("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
    settle();
  }

  /** What {@code prefers-color-scheme} says. */
  public void prefer(String scheme) {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  public void screenshot(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Object data = send("Page.captureScreenshot", Map.of("format", "png")).get("data");
    Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
  }

  /** What went wrong since the last time that somebody asked. */
  public List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  private Map<String, Object> send(String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    join(socket.sendText(json(message), true));
    return join(answer);
  }

  private static <T> T join(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  private static String json(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      write(value, json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(entry.getValue(), json);
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(element, json);
        }
        json.writeEndArray();
      }
      case Boolean bool -> json.writeBoolean(bool);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      default -> json.writeString(value.toString());
    }
  }

  private static Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          json.nextToken();
          map.put(key, read(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      default -> json.getText();
    };
  }

  /** Hands answers to who waits for them, and remembers complaints. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        receive(message);
      }
      from.request(1);
      return null;
    }

    @SuppressWarnings("unchecked")
    private void receive(String message) {
      try (JsonParser json = new JsonFactory().createParser(message)) {
        json.nextToken();
        Map<String, Object> parsed = (Map<String, Object>) read(json);
        if (parsed.get("id") instanceof Long id) {
          answer(answers.remove(id.intValue()), parsed);
          return;
        }
        String method = String.valueOf(parsed.get("method"));
        String params = String.valueOf(parsed.get("params"));
        boolean logged = method.equals("Log.entryAdded") && params.contains("level=error");
        if (logged || method.equals("Runtime.exceptionThrown")) {
          complaints.add(params);
        }
        CompletableFuture<Boolean> waiting = awaited.remove(method);
        if (waiting != null) {
          waiting.complete(true);
        }
      } catch (IOException e) {
        complaints.add(e.toString());
      }
    }

    @SuppressWarnings("unchecked")
    private void answer(
        CompletableFuture<Map<String, Object>> waiting, Map<String, Object> message) {
      if (message.containsKey("error")) {
        waiting.completeExceptionally(new IllegalStateException(message.get("error").toString()));
      } else {
        waiting.complete((Map<String, Object>) message.get("result"));
      }
    }
  }
}
