package anabranch.script;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.io.ArchiveLimits;
import anabranch.io.MalformedFileException;
import anabranch.io.PickledValue;
import anabranch.io.TorchArchive;
import anabranch.script.compile.ClassInfo;
import anabranch.script.compile.Linker;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.run.FunctionCode;
import anabranch.script.run.Reach;
import anabranch.script.syntax.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A module from a TorchScript archive, as {@code torch.jit.save} writes it. Loading runs nothing of
 * the file; it finds every operation, attribute and class that the module's methods name, and fails
 * if one is not supported. Running keeps to {@link ScriptLimits}, and uses nothing but tensors of
 * one device, so that archives from strangers are safe to load and run.
 *
 * <p>Its tensors belong to no scope: they live until {@link #close}, or until the module is
 * unreachable. Several threads may run it at once, as far as it does not change its attributes.
 */
public final class ScriptModule implements AutoCloseable {
  private final Device device;
  private final ObjectValue self;
  private final Map<String, FunctionCode> methods;
  private final ModuleTensors tensors;
  private final ScriptLimits limits;

  private ScriptModule(
      Device device,
      ObjectValue self,
      Map<String, FunctionCode> methods,
      ModuleTensors tensors,
      ScriptLimits limits) {
    this.device = device;
    this.self = self;
    this.methods = methods;
    this.tensors = tensors;
    this.limits = limits;
  }

  /** As {@link #load(Path, Device, ArchiveLimits)} with {@link ArchiveLimits#DEFAULT}. */
  public static ScriptModule load(Path file, Device device) throws IOException {
    return load(file, device, ArchiveLimits.DEFAULT);
  }

  /**
   * Loads the module of {@code file}, with its tensors on {@code device}. Devices that its code
   * names mean that one. Its tensors are in place on return, so that any thread may call it.
   *
   * @throws MalformedFileException if it is not such an archive in every respect, or its code is
   *     not a program
   * @throws ScriptException of kind {@code UNSUPPORTED} that names all that is not supported
   * @throws IOException if it cannot be read
   */
  public static ScriptModule load(Path file, Device device, ArchiveLimits limits)
      throws IOException {
    try (TorchArchive archive = TorchArchive.open(file, limits)) {
      if (!archive.isScript() || !(archive.root() instanceof PickledValue.ObjectValue root)) {
        throw archive.malformed(
            "data.pkl",
            MalformedFileException.NOWHERE,
            "expected a module with its code, as torch.jit.save writes it");
      }
      List<Tensor> loaded = new ArrayList<>();
      try {
        ScriptModule module = Scope.call(() -> load(archive, root, device, loaded));
        device.synchronize(); // other threads know of no event between their streams and this one
        return module;
      } catch (UncheckedIOException e) {
        loaded.forEach(Tensor::close);
        throw e.getCause();
      } catch (ScriptException e) {
        loaded.forEach(Tensor::close);
        throw malformed(archive, e);
      } catch (Throwable e) {
        loaded.forEach(Tensor::close);
        throw e;
      }
    }
  }

  /** Text that is no program is the file's mistake; other problems stay what they are. */
  private static MalformedFileException malformed(TorchArchive archive, ScriptException e) {
    if (e.kind() != ScriptException.Kind.SYNTAX || e.places().isEmpty()) {
      throw e;
    }
    ScriptException.Place place = e.places().getFirst();
    MalformedFileException made =
        archive.malformed(place.source(), place.offset(), String.valueOf(e.getMessage()));
    made.initCause(e);
    return made;
  }

  private static ScriptModule load(
      TorchArchive archive, PickledValue.ObjectValue root, Device device, List<Tensor> loaded)
      throws MalformedFileException {
    Map<PickledValue.TensorValue, Tensor> tensors = archive.load(device);
    tensors.values().forEach(tensor -> loaded.add(tensor.keep()));
    ArchiveValues values = new ArchiveValues(archive, device, tensors);
    List<@Nullable Object> constants = new ArrayList<>();
    for (PickledValue constant : archive.constants()) {
      constants.add(values.of(constant, null));
    }
    Linker linker = new Linker(name -> source(archive, name), constants);
    try {
      Object self = values.of(root, linker);
      ClassInfo info = linker.classInfo(root.className());
      if (info == null || !(self instanceof ObjectValue object)) {
        throw archive.malformed(
            "data.pkl",
            MalformedFileException.NOWHERE,
            "there is no code of class " + root.className());
      }
      Map<String, FunctionCode> methods = new LinkedHashMap<>();
      for (String name : info.methodNames()) {
        FunctionCode method = linker.method(info.type(), name);
        if (method != null) {
          methods.put(name, method);
        }
      }
      linker.link();
      Reach.persist(object);
      ModuleTensors all = new ModuleTensors(object, linker, tensors.values());
      return new ScriptModule(device, object, methods, all, ScriptLimits.DEFAULT);
    } catch (StackOverflowError e) {
      throw archive.malformed("code", MalformedFileException.NOWHERE, "the code nests too deep");
    }
  }

  private static @Nullable Source source(TorchArchive archive, String module) {
    try {
      return archive.source(module).map(s -> new Source(s.entry(), s.text())).orElse(null);
    } catch (MalformedFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same module, tensors included, run with other limits. */
  public ScriptModule with(ScriptLimits other) {
    return new ScriptModule(device, self, methods, tensors, other);
  }

  /** Where its tensors are, and where it runs. */
  public Device device() {
    return device;
  }

  /** Its class' full name. */
  public String className() {
    return self.type().name();
  }

  /** The names of its methods. */
  public Set<String> methods() {
    return Collections.unmodifiableSet(methods.keySet());
  }

  /** A method's parameters by name, and their types; without the module itself. */
  public Map<String, String> parametersOf(String method) {
    Map<String, String> out = new LinkedHashMap<>();
    method(method).parameters().stream()
        .skip(1)
        .forEach(p -> out.put(p.name(), p.type().toString()));
    return out;
  }

  private FunctionCode method(String name) {
    FunctionCode method = methods.get(name);
    if (method == null) {
      throw new IllegalArgumentException(
          "%s has no method '%s', only %s".formatted(className(), name, methods.keySet()));
    }
    return method;
  }

  /**
   * Calls {@code forward}. Values go in and come out as {@link Script} says; tensors of the result
   * belong to the current scope, but for those that the module's attributes hold. A map as the only
   * argument is {@linkplain #forward(Map) arguments by name}.
   *
   * @throws ScriptException if it fails, goes over a limit, or the arguments do not fit
   */
  public @Nullable Object forward(@Nullable Object... arguments) {
    return call("forward", Arrays.asList(arguments), Map.of());
  }

  /** As {@link #forward(Object...)}, with arguments by name. */
  public @Nullable Object forward(Map<String, ? extends @Nullable Object> arguments) {
    return call("forward", List.of(), arguments);
  }

  /**
   * Calls a method, as {@link #forward(Object...)}, with arguments in order, and others by name.
   *
   * @throws ScriptException if it fails, goes over a limit, or the arguments do not fit
   * @throws IllegalArgumentException if there is no such method, or the module is closed
   */
  public @Nullable Object call(
      String method,
      List<? extends @Nullable Object> arguments,
      Map<String, ? extends @Nullable Object> named) {
    tensors.checkOpen();
    return Invocation.of(
        method(method), self, arguments, named, device, limits, tensors.holdings());
  }

  /** Its parameters and those of the modules in it, by PyTorch's names. */
  public Map<String, Tensor> namedParameters() {
    return tensors.named(false);
  }

  /** Its parameters and buffers and those of the modules in it, by PyTorch's names. */
  public Map<String, Tensor> stateDict() {
    return tensors.named(true);
  }

  /** Frees its tensors, and those of what {@link #with} made of it. Twice is harmless. */
  @Override
  public void close() {
    tensors.close();
  }
}
