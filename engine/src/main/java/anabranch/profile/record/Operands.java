package anabranch.profile.record;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What an operation worked on; made into text only when somebody asks.
 *
 * @param device its name
 * @param stream the number of the stream
 * @param outputs shapes of the results
 * @param inputs shapes of what was read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and there are millions
public record Operands(String device, int stream, Object[] outputs, Object[] inputs) {
  private static String text(Object[] shapes) {
    return Arrays.stream(shapes).map(Object::toString).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    String result = text(outputs);
    return inputs.length == 0 ? result : text(inputs) + " -> " + result;
  }
}
