package anabranch.nn;

import anabranch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A state dict does not fit a module. The message lists, in PyTorch's words, all that is wrong. */
public final class StateDictException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private StateDictException(String message) {
    super(message);
  }

  static void throwIfWrong(
      String module,
      Map<String, Tensor> own,
      Map<String, Tensor> state,
      LoadResult names,
      boolean strict) {
    List<String> errors = new ArrayList<>();
    if (strict && !names.missing().isEmpty()) {
      errors.add("Missing key(s) in state_dict: " + quoted(names.missing()) + ". ");
    }
    if (strict && !names.unexpected().isEmpty()) {
      errors.add("Unexpected key(s) in state_dict: " + quoted(names.unexpected()) + ". ");
    }
    own.forEach(
        (name, target) -> {
          Tensor source = state.get(name);
          if (source != null && !source.shape().equals(target.shape())) {
            errors.add(
                "size mismatch for %s: copying a param with shape torch.Size(%s) from checkpoint, the shape in current model is torch.Size(%s)."
                    .formatted(name, source.shape(), target.shape()));
          }
        });
    if (!errors.isEmpty()) {
      throw new StateDictException(
          "Error(s) in loading state_dict for " + module + ":\n\t" + String.join("\n\t", errors));
    }
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }
}
