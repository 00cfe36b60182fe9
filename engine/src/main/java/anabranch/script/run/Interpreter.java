package anabranch.script.run;

import anabranch.InterruptedWaitException;
import anabranch.script.ScriptException.Place;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Runs functions, one instruction after the other. */
final class Interpreter {
  private Interpreter() {}

  /** Runs {@code function} on the arguments that begin {@code slots}. */
  static @Nullable Object call(FunctionCode function, @Nullable Object[] arguments, Task task) {
    @Nullable Object[] slots = new Object[function.slots()];
    System.arraycopy(arguments, 0, slots, 0, arguments.length);
    Frame frame = new Frame(function, slots, task);
    task.enter(frame);
    Instruction[] code = function.code();
    int pc = 0;
    try {
      while (pc >= 0) {
        task.step();
        pc = code[pc].run(frame, pc);
      }
      return frame.result;
    } catch (CancellationException | InterruptedWaitException e) {
      throw e;
    } catch (Failure e) {
      throw passed(e, function, code[pc]);
    } catch (StackOverflowError e) {
      throw passed(Failure.limit("the program calls too deep for the stack"), function, code[pc]);
    } catch (RuntimeException e) {
      throw passed(Failure.of(e), function, code[pc]);
    } finally {
      task.leave();
    }
  }

  private static Failure passed(Failure failure, FunctionCode function, Instruction at) {
    Place.How how =
        failure.hasNoPlace()
            ? Place.How.AT
            : at instanceof Wait ? Place.How.AWAITED : Place.How.CALLED;
    failure.passed(function.source().place(function.name(), at.at(), how));
    return failure;
  }
}
