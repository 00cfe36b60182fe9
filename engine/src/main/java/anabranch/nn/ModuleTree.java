package anabranch.nn;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Module} and a {@link ModuleList} have in common: parameters, buffers and children,
 * each under a name of its own. Names and their order are PyTorch's, so that a model file fits.
 *
 * <p>Parameters live until {@link #close}, or until the module is unreachable.
 */
public abstract sealed class ModuleTree implements AutoCloseable permits Module, ModuleList {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Parameter> buffers = new LinkedHashMap<>();
  private final Map<String, ModuleTree> children = new LinkedHashMap<>();
  private volatile boolean training = true;

  ModuleTree() {}

  /**
   * Adds a child; for constructors.
   *
   * @return {@code module}
   * @throws IllegalArgumentException if the name is empty, has a dot, or is taken
   */
  protected final <M extends ModuleTree> M child(String name, M module) {
    checkName("child", name);
    if (module == this) {
      throw new IllegalArgumentException("child '" + name + "': a module cannot be its own child");
    }
    children.put(name, module);
    return module;
  }

  /**
   * Adds a parameter; for constructors. The tensor is {@link Tensor#keep kept}, and this module's
   * from now on.
   *
   * @throws IllegalArgumentException if the name is empty, has a dot, or is taken
   */
  protected final Parameter parameter(String name, Tensor tensor) {
    return add("parameter", parameters, name, tensor);
  }

  /**
   * Adds a buffer: part of the state, but not a parameter; for constructors. The tensor is {@link
   * Tensor#keep kept}, and this module's from now on.
   *
   * @throws IllegalArgumentException if the name is empty, has a dot, or is taken
   */
  protected final Parameter buffer(String name, Tensor tensor) {
    return add("buffer", buffers, name, tensor);
  }

  private Parameter add(String kind, Map<String, Parameter> to, String name, Tensor tensor) {
    checkName(kind, name);
    Parameter parameter = new Parameter(tensor);
    to.put(name, parameter);
    return parameter;
  }

  private void checkName(String kind, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(kind + " name can't be empty string \"\"");
    }
    if (name.contains(".")) {
      throw new IllegalArgumentException(
          "%s name can't contain \".\", got: %s".formatted(kind, name));
    }
    if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s '%s': attribute '%s' already exists".formatted(kind, name, name));
    }
  }

  /** The children by their names, in the order in which they were added. */
  public final Map<String, ModuleTree> children() {
    return Collections.unmodifiableMap(children);
  }

  /**
   * Parameters of this and all below, by their dotted names: {@code models.0.cell_f.weight_ih_l0}.
   */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    walk("", (prefix, at) -> at.parameters.forEach((n, p) -> named.put(prefix + n, p.tensor())));
    return Collections.unmodifiableMap(named);
  }

  /**
   * Parameters and buffers of this and all below, by their dotted names. The tensors are the
   * module's own: writing to one changes the module, and they end with it.
   */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    places().forEach((name, place) -> state.put(name, place.tensor()));
    return Collections.unmodifiableMap(state);
  }

  private Map<String, Parameter> places() {
    Map<String, Parameter> places = new LinkedHashMap<>();
    walk(
        "",
        (prefix, at) -> {
          at.parameters.forEach((name, place) -> places.put(prefix + name, place));
          at.buffers.forEach((name, place) -> places.put(prefix + name, place));
        });
    return places;
  }

  private void walk(String prefix, BiConsumer<String, ModuleTree> visit) {
    visit.accept(prefix, this);
    children.forEach((name, module) -> module.walk(prefix + name + ".", visit));
  }

  /**
   * Copies the tensors of {@code state} over those of the same names, converted to their device and
   * type. Nothing is copied unless everything fits.
   *
   * @param strict whether the names must be the same on both sides
   * @return the names that are only on one side; none if {@code strict}
   * @throws StateDictException if shapes differ, or names do though {@code strict}; it lists all
   */
  public final LoadResult loadStateDict(Map<String, Tensor> state, boolean strict) {
    Map<String, Tensor> own = stateDict();
    LoadResult result = LoadResult.compare(own, state);
    StateDictException.throwIfWrong(getClass().getSimpleName(), own, state, result, strict);
    Scope.run(
        () ->
            own.forEach(
                (name, target) -> {
                  Tensor source = state.get(name);
                  if (source != null) {
                    target.copy_(source);
                  }
                }));
    return result;
  }

  /** As {@link #loadStateDict(Map, boolean)}, strictly. */
  public final void loadStateDict(Map<String, Tensor> state) {
    loadStateDict(state, true);
  }

  /** Whether this is being trained, which switches dropout on. New modules are. */
  public final boolean isTraining() {
    return training;
  }

  void setTraining(boolean on) {
    walk("", (prefix, at) -> at.training = on);
  }

  /** Moves all parameters and buffers to {@code device}. No call may be under way meanwhile. */
  void move(Device device) {
    replaceAll(tensor -> tensor.to(device));
  }

  /** Converts all real-valued parameters and buffers. No call may be under way meanwhile. */
  void convert(DType dtype) {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException(
          "a module can be converted to floating point dtypes only, got " + dtype);
    }
    replaceAll(tensor -> tensor.dtype().isFloating() ? tensor.to(dtype) : tensor);
  }

  private void replaceAll(UnaryOperator<Tensor> change) {
    Scope.run(
        () -> places().values().forEach(place -> place.replace(change.apply(place.tensor()))));
  }

  /** Frees the parameters and buffers of this and all below. Twice is harmless. */
  @Override
  public void close() {
    places().values().forEach(place -> place.tensor().close());
  }

  /**
   * What profiles call this where it is not called by a module around it, which has a name for it:
   * its class's name.
   */
  protected String profileName() {
    return title();
  }

  /** The name of {@code module} under {@code around}, the innermost module that is being called. */
  static String label(ModuleTree module, @Nullable Object around) {
    String path = around instanceof ModuleTree tree ? tree.pathTo(module) : null;
    return path == null ? module.profileName() : path;
  }

  private @Nullable String pathTo(ModuleTree module) {
    for (Map.Entry<String, ModuleTree> child : children.entrySet()) {
      if (child.getValue() == module) {
        return child.getKey();
      }
      String below = child.getValue().pathTo(module);
      if (below != null) {
        return child.getKey() + "." + below;
      }
    }
    return null;
  }

  /** What {@link #toString} shows in the brackets: sizes and options, as PyTorch writes them. */
  protected String options() {
    return "";
  }

  /** The tree with its options, as PyTorch prints it. */
  @Override
  public final String toString() {
    if (children.isEmpty()) {
      return title() + "(" + options() + ")";
    }
    List<String> lines = new ArrayList<>();
    children.forEach((name, module) -> lines.add("(" + name + "): " + module));
    String body = String.join("\n", lines).indent(2);
    return title() + "(\n" + (options().isEmpty() ? "" : "  " + options() + "\n") + body + ")";
  }

  private String title() {
    @Nullable Class<?> type = getClass();
    while (type.getSimpleName().isEmpty()) {
      type = type.getSuperclass();
    }
    return type.getSimpleName();
  }
}
