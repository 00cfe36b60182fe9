package anabranch.script;

import anabranch.Tensor;
import anabranch.script.compile.ClassInfo;
import anabranch.script.compile.Linker;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.run.Holdings;
import anabranch.script.run.Reach;
import anabranch.script.type.ClassType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The tensors of a module and of the modules in it. */
final class ModuleTensors implements AutoCloseable {
  private final ObjectValue root;
  private final Linker linker;
  private final List<Tensor> loaded;
  private final Holdings holdings = new Holdings();
  private final AtomicBoolean closed = new AtomicBoolean();

  private interface Visitor {
    void attribute(String name, ClassInfo owner, String attribute, @Nullable Object value);
  }

  ModuleTensors(ObjectValue root, Linker linker, Collection<Tensor> loaded) {
    this.root = root;
    this.linker = linker;
    this.loaded = new ArrayList<>(loaded);
  }

  /** What runs have made and attributes hold. */
  Holdings holdings() {
    return holdings;
  }

  void checkOpen() {
    if (closed.get()) {
      throw new IllegalArgumentException("the module of class " + root.type() + " was closed");
    }
  }

  /** The parameters, and perhaps the buffers, by their names with the modules' before them. */
  Map<String, Tensor> named(boolean buffers) {
    checkOpen();
    Map<String, Tensor> out = new LinkedHashMap<>();
    walk(
        "",
        root,
        (name, owner, attribute, value) -> {
          boolean wanted =
              owner.parameters().contains(attribute)
                  || (buffers && owner.buffers().contains(attribute));
          if (wanted && value instanceof Tensor tensor) {
            out.put(name, tensor);
          }
        });
    return out;
  }

  /** PyTorch names a module's own tensors before those of the modules in it. */
  private void walk(String prefix, ObjectValue module, Visitor visitor) {
    ClassInfo info = linker.classInfo(module.type().name());
    if (info == null) {
      return;
    }
    List<String> attributes = module.type().attributes();
    for (int i = 0; i < attributes.size(); i++) {
      visitor.attribute(prefix + attributes.get(i), info, attributes.get(i), module.get(i));
    }
    for (int i = 0; i < attributes.size(); i++) {
      if (module.get(i) instanceof ObjectValue inner
          && inner.type().kind() == ClassType.Kind.MODULE) {
        walk(prefix + attributes.get(i) + ".", inner, visitor);
      }
    }
  }

  /** Frees what was loaded, and what the attributes hold now. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loaded.forEach(Tensor::close);
      Reach.tensorsOf(root).forEach(Tensor::close);
    }
  }
}
