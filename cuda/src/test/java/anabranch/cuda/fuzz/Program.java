package anabranch.cuda.fuzz;

import anabranch.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * Something to run on two devices.
 *
 * @param name for messages
 * @param covers the operation that it is about: a constant of an enum, or a record's class
 * @param special whether NaN and the like are among its inputs
 * @param ulps how far the results may be apart; see {@link Same}
 * @param scale at what magnitude at least
 * @param body gives the results for the inputs that it draws
 */
record Program(
    String name,
    Object covers,
    boolean special,
    double ulps,
    double scale,
    Function<Source, List<Tensor>> body) {}
