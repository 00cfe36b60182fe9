package anabranch.nn;

import anabranch.Tensor;
import java.util.List;

/** Modules that each take what the one before gives, called {@code 0}, {@code 1} and so on. */
public final class Sequential extends Module<Tensor, Tensor> {
  private final List<Module<Tensor, Tensor>> modules;

  private Sequential(List<Module<Tensor, Tensor>> modules) {
    this.modules = modules;
    for (int i = 0; i < modules.size(); i++) {
      child(Integer.toString(i), modules.get(i));
    }
  }

  /** The chain of {@code modules}; of none it gives its input. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static Sequential of(Module<Tensor, Tensor>... modules) {
    return new Sequential(List.of(modules));
  }

  @Override
  protected Tensor forward(Tensor input) {
    Tensor x = input;
    for (Module<Tensor, Tensor> module : modules) {
      x = module.apply(x);
    }
    return x;
  }
}
