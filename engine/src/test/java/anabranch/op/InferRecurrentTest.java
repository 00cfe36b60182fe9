package anabranch.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes of recurrent layers: T steps, B rows, I inputs, H hidden units, P projected. */
class InferRecurrentTest {
  private static final int T = 6;
  private static final int B = 3;
  private static final int I = 5;
  private static final int H = 9;
  private static final int P = 4;

  private static Spec f32(long... sizes) {
    return new Spec(DType.F32, Shape.of(sizes));
  }

  private static List<Spec> lstmInputs(Op.Lstm op) {
    int out = op.projected() ? P : H;
    List<Spec> in = new ArrayList<>(List.of(f32(T, B, I), f32(4 * H, I), f32(4 * H, out)));
    if (op.bias()) {
      in.addAll(List.of(f32(4 * H), f32(4 * H)));
    }
    if (op.projected()) {
      in.add(f32(P, H));
    }
    if (op.state()) {
      in.addAll(List.of(f32(B, out), f32(B, H)));
    }
    return in;
  }

  @ParameterizedTest
  @CsvSource({
    "false,false,false", "true,false,false", "false,true,false", "false,false,true",
    "true,true,false", "true,false,true", "false,true,true", "true,true,true"
  })
  void lstm(boolean bias, boolean projected, boolean state) {
    Op.Lstm op = new Op.Lstm(bias, projected, state, false);
    int out = projected ? P : H;
    List<Spec> in = lstmInputs(op);
    assertEquals(List.of(f32(T, B, out), f32(B, out), f32(B, H)), Infer.outputs(op, in));
    for (int i = 0; i < in.size(); i++) {
      List<Spec> wrong = new ArrayList<>(in);
      long[] sizes = in.get(i).shape().sizes();
      sizes[sizes.length - 1]++;
      wrong.set(i, f32(sizes));
      ShapeException e = assertThrows(ShapeException.class, () -> Infer.outputs(op, wrong));
      assertTrue(e.getMessage().startsWith("lstm: expected "), e.getMessage());
      wrong.remove(i);
      assertThrows(ShapeException.class, () -> Infer.outputs(op, wrong));
    }
  }

  @Test
  void gru() {
    Op.Gru op = new Op.Gru(true, true, true);
    List<Spec> in =
        List.of(f32(T, B, I), f32(3 * H, I), f32(3 * H, H), f32(3 * H), f32(3 * H), f32(B, H));
    assertEquals(List.of(f32(T, B, H), f32(B, H)), Infer.outputs(op, in));
    List<Spec> wrong = new ArrayList<>(in);
    wrong.set(1, f32(3 * H, I + 1));
    ShapeException e = assertThrows(ShapeException.class, () -> Infer.outputs(op, wrong));
    assertEquals("gru: expected w_ih of shape [27, 5], got [27, 6]", e.getMessage());
  }

  @Test
  void typesAgree() {
    List<Spec> in = new ArrayList<>(lstmInputs(new Op.Lstm(false, false, false, false)));
    in.set(1, new Spec(DType.F64, in.get(1).shape()));
    assertThrows(
        DTypeException.class, () -> Infer.outputs(new Op.Lstm(false, false, false, false), in));
  }
}
