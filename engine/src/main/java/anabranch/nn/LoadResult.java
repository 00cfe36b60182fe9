package anabranch.nn;

import anabranch.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The names that a module and a state dict do not have in common.
 *
 * @param missing those of the module that the state dict does not have
 * @param unexpected those of the state dict that the module does not have
 */
public record LoadResult(List<String> missing, List<String> unexpected) {
  static LoadResult compare(Map<String, Tensor> own, Map<String, Tensor> state) {
    return new LoadResult(
        own.keySet().stream().filter(name -> !state.containsKey(name)).toList(),
        state.keySet().stream().filter(name -> !own.containsKey(name)).toList());
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return missing.isEmpty() && unexpected.isEmpty();
  }
}
