package anabranch.script.run;

import anabranch.script.ops.Args;
import anabranch.script.ops.Operation;
import anabranch.script.ops.Schema;
import anabranch.script.ops.ScriptError;
import anabranch.script.ops.Values;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one of several operations of a name: which one shows only when the arguments are there,
 * since the checker could not tell their types.
 */
public final class RunChoice extends Instruction {
  private final List<Choice> choices;
  private final int to;

  /**
   * An operation that may be meant.
   *
   * @param operation it
   * @param arguments its arguments, as operands
   */
  public record Choice(Operation operation, List<Integer> arguments) {
    private @Nullable Object[] values(Frame frame) {
      return frame.get(arguments.stream().mapToInt(Integer::intValue).toArray());
    }

    private int fit(@Nullable Object[] values) {
      List<Type> types =
          operation.schema().parameters().stream().map(Schema.Parameter::type).toList();
      return Kinds.fit(types, values);
    }
  }

  /** {@code to =} the best of {@code choices}. */
  public RunChoice(int at, List<Choice> choices, int to) {
    super(at);
    this.choices = List.copyOf(choices);
    this.to = to;
  }

  @Override
  int run(Frame frame, int pc) {
    Choice best = null;
    int least = Match.NEVER;
    for (Choice choice : choices) {
      int fit = choice.fit(choice.values(frame));
      if (fit < least) {
        least = fit;
        best = choice;
      }
    }
    Choice first = choices.getFirst();
    if (best == null) {
      throw new ScriptError(
          "%s does not take (%s)"
              .formatted(
                  first.operation().schema().name(),
                  Arrays.stream(first.values(frame))
                      .map(Values::kind)
                      .collect(Collectors.joining(", "))));
    }
    @Nullable Object[] values = best.values(frame);
    frame.task.before(best.operation(), values);
    Object result =
        best.operation().body().run(new Args(best.operation().schema(), values, frame.task));
    frame.set(to, result);
    frame.task.made(best.operation(), values, result);
    return pc + 1;
  }
}
