package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads and writes at indices that a tensor holds. */
public abstract class IndexingTck extends OpTck {
  @ParameterizedTest
  @EnumSource(DType.class)
  void selectsSlices(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 4, 5, 9);
      for (int dim = 0; dim < 3; dim++) {
        int d = dim;
        Tensor index = form.of(indices(x.size(dim), 7));
        Host h = Host.of(x);
        Host at = Host.of(index);
        Host expected =
            Host.make(
                x.shape().with(dim, 7),
                i -> {
                  long[] from = i.clone();
                  from[d] = (long) at.at(i[d]);
                  return h.at(from);
                });
        Check.same(type, expected, x.indexSelect(dim, index));
        Check.same(type, expected, x.indexSelect(dim - 3, index.to(DType.I32)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void gathers(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 4, 5, 9);
      for (int dim = 0; dim < 3; dim++) {
        int d = dim;
        Tensor index = form.of(indices(x.size(dim), 3, 4, 8));
        Host h = Host.of(x);
        Host at = Host.of(index);
        Host expected =
            Host.make(
                index.shape(),
                i -> {
                  long[] from = i.clone();
                  from[d] = (long) at.at(i);
                  return h.at(from);
                });
        Check.same(type, expected, x.gather(dim, index));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void scatters(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 6, 5);
      Tensor index = form.of(indices(6, 4, 3));
      Tensor source = sample(form, type, 5, 4);
      Host at = Host.of(index);
      Host from = Host.of(source);
      Host set = new Host(x.shape(), x.toDoubleArray());
      Host added = new Host(x.shape(), x.toDoubleArray());
      for (int r = 0; r < 4; r++) {
        for (int c = 0; c < 3; c++) {
          int place = 5 * (int) at.at(r, c) + c;
          set.values()[place] = from.at(r, c);
          added.values()[place] += from.at(r, c);
        }
      }
      Host before = Host.of(x);
      Check.same(type, set, x.scatter(0, index, source));
      if (type != DType.BOOL) {
        Check.near(type, added.in(type), x.scatterAdd(0, index, source), 8 * Check.tolerance(type));
      }
      Check.same(type, before, x);
      Tensor y = form.of(x);
      Check.same(type, set, y.scatter_(0, index, source));
    }
  }

  @Test
  void scattersANumber() {
    Tensor x = Tensors.zeros(device(), 2, 3);
    Check.values(x.scatter(1, longs(2, 0).view(2, 1), 5), 0, 0, 5, 5, 0, 0);
    Check.values(longs(0, 0).scatterAdd(0, longs(1, 1, 1), longs(1, 2, 3)), 0, 6);
    Check.values(longs(0, 0).scatter(0, longs(1, 1, 1), longs(1, 2, 3)), 0, 3);
  }

  @Test
  void looksUpRows() {
    Tensor table = tensor(DType.F32, new double[] {0, 1, 10, 11, 20, 21}, 3, 2);
    Tensor rows = table.embedding(longs(2, 0, 1, 2).view(2, 2));
    assertEquals(Shape.of(2, 2, 2), rows.shape());
    Check.values(rows, 20, 21, 0, 1, 10, 11, 20, 21);
    Check.values(table.embedding(Tensors.scalar(device(), 1)), 10, 11);
    assertEquals(Shape.of(0, 2), table.embedding(longs()).shape());
    Check.values(table.t().contiguous().t().embedding(longs(1)), 10, 11);
    Check.refused(ShapeException.class, () -> table.get(0).embedding(longs(0)), "embedding", "2-D");
  }

  @Test
  void takesScalarsAndNothing() {
    Tensor x = longs(3, 4, 5);
    Check.values(x.indexSelect(0, Tensors.scalar(device(), 2)), 5);
    assertEquals(Shape.of(0), x.indexSelect(0, longs()).shape());
    assertEquals(Shape.of(0, 3), Tensors.zeros(2, 3).gather(0, longs().view(0, 3)).shape());
    assertEquals(
        Shape.SCALAR, Tensors.scalar(device(), 7).gather(0, Tensors.scalar(device(), 0)).shape());
    Check.values(x.scatter(0, longs(), longs()), 3, 4, 5);
  }

  @Test
  void refusesIndicesThatAreNotThere() {
    Tensor x = Tensors.zeros(device(), 3, 5);
    for (long bad : new long[] {5, -1, Long.MAX_VALUE}) {
      String value = Long.toString(bad);
      Check.refused(
          ShapeException.class,
          () -> x.indexSelect(1, longs(bad)).sum().item(),
          "index_select",
          value,
          "5");
      Check.refused(
          ShapeException.class,
          () -> x.gather(1, longs(bad).view(1, 1)).item(),
          "gather",
          value,
          "5");
      Check.refused(
          ShapeException.class,
          () -> x.scatter(1, longs(bad).view(1, 1), 1).sum().item(),
          "scatter",
          value,
          "5");
      Check.refused(ShapeException.class, () -> x.embedding(longs(bad)).sum().item(), value, "3");
    }
  }

  @Test
  void refusesShapesAndTypes() {
    Tensor x = Tensors.zeros(device(), 2, 4);
    Check.refused(
        DTypeException.class,
        () -> x.indexSelect(0, Tensors.zeros(1)),
        "index_select: Expected dtype I64 for index, got F32[1]");
    Check.refused(
        ShapeException.class,
        () -> x.indexSelect(0, longs(0).view(1, 1)),
        "index_select: Index is supposed to be a vector");
    Check.refused(
        ShapeException.class,
        () -> x.gather(0, longs(0)),
        "gather: Index tensor must have the same number of dimensions as input tensor");
    Check.refused(
        ShapeException.class,
        () -> x.gather(1, longs(0, 0, 0).view(3, 1)),
        "gather: Size does not match at dimension 0 expected index [3, 1] to be smaller than input"
            + " [2, 4]");
    Check.refused(
        DTypeException.class,
        () -> x.gather(1, Tensors.zeros(1, 1)),
        "gather: Expected dtype I64 for index");
    Check.refused(
        ShapeException.class,
        () -> x.scatter(0, longs(0, 0).view(1, 2), Tensors.zeros(1, 1)),
        "scatter: Expected index [1, 2] to be smaller than src [1, 1]");
    Check.refused(
        DTypeException.class,
        () -> x.scatter(0, longs(0).view(1, 1), longs(1).view(1, 1)),
        "scatter: Expected self.dtype to be equal to src.dtype, got F32 and I64");
  }
}
