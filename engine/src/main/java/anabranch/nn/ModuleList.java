package anabranch.nn;

import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Modules in a row, called {@code 0}, {@code 1} and so on in the state dict. It cannot be called:
 * whose child it is says how its elements work together.
 *
 * @param <M> their type
 */
public final class ModuleList<M extends ModuleTree> extends ModuleTree implements Iterable<M> {
  private final List<M> modules;

  private ModuleList(List<M> modules) {
    this.modules = modules;
    for (int i = 0; i < modules.size(); i++) {
      child(Integer.toString(i), modules.get(i));
    }
  }

  /** The list of {@code modules}. */
  public static <M extends ModuleTree> ModuleList<M> of(List<? extends M> modules) {
    return new ModuleList<>(List.copyOf(modules));
  }

  /** {@code count} modules, made in order by {@code make} from their indices. */
  public static <M extends ModuleTree> ModuleList<M> of(int count, IntFunction<? extends M> make) {
    return of(IntStream.range(0, count).<M>mapToObj(make).toList());
  }

  /** How many there are. */
  public int size() {
    return modules.size();
  }

  /**
   * The module at {@code index}, from 0.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public M get(int index) {
    return modules.get(index);
  }

  /** The modules in order. */
  public Stream<M> stream() {
    return modules.stream();
  }

  @Override
  public Iterator<M> iterator() {
    return modules.iterator();
  }
}
