package anabranch.script.compile;

import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.type.ClassType;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compiles {@code x[...]}, read or written. */
final class Indexing {
  private final Unit unit;

  /** A view of a tensor, and what picks from it: tensors of indices by dimension. */
  private record Part(Operand view, SortedMap<Integer, Operand> picks) {}

  Indexing(Unit unit) {
    this.unit = unit;
  }

  private Operand op(int at, String name, Operand... arguments) {
    return unit.ops.call(at, List.of(name), List.of(arguments), List.of(), -1);
  }

  Operand load(Expr.Subscript e, int to) {
    Operand target = unit.expressions.value(e.target());
    if (target.type() == Simple.TENSOR) {
      Part part = part(e, target);
      return part.picks.isEmpty()
          ? part.view
          : op(e.at(), "index", part.view, indices(e.at(), part.picks));
    }
    List<Type> tuple = Match.items(target.type());
    if (tuple != null) {
      return tupleItem(e, target, tuple, to);
    }
    if (e.index() instanceof Expr.Slice slice) {
      return op(
          e.at(),
          "slice",
          target,
          orNone(slice.start()),
          orNone(slice.end()),
          slice.step() == null ? unit.emitter.constant(1L) : orNone(slice.step()));
    }
    Operand index = unit.expressions.value(e.index());
    return unit.ops.call(e.at(), List.of("__getitem__"), List.of(target, index), List.of(), to);
  }

  private Operand orNone(@org.jspecify.annotations.Nullable Expr expr) {
    return expr == null ? unit.emitter.constant(null) : unit.expressions.value(expr);
  }

  private Operand tupleItem(Expr.Subscript e, Operand target, List<Type> items, int to) {
    if (!(e.index() instanceof Expr.Int number)) {
      return unit.problem(e.at(), "a tuple's index must be a constant");
    }
    long i = number.value() < 0 ? number.value() + items.size() : number.value();
    if (i < 0 || i >= items.size()) {
      return unit.problem(
          e.at(), "index %d is out of a tuple of %d".formatted(number.value(), items.size()));
    }
    int slot = unit.target(to);
    unit.emitter.emit(new Steps.TupleItem(e.at(), target.index(), (int) i, slot));
    return new Operand(slot, items.get((int) i));
  }

  void store(Expr.Subscript e, Operand value) {
    Operand target = unit.expressions.value(e.target());
    if (target.type() instanceof ClassType || Match.items(target.type()) != null) {
      unit.problem(e.at(), "items of %s cannot be set".formatted(target.type()));
      return;
    }
    if (target.type() != Simple.TENSOR) {
      op(e.at(), "_set_item", target, unit.expressions.value(e.index()), value);
      return;
    }
    Part part = part(e, target);
    if (part.picks.isEmpty()) {
      op(e.at(), "copy_", part.view, value);
      return;
    }
    Operand values = value.type() == Simple.TENSOR ? value : op(e.at(), "prim::NumToTensor", value);
    op(e.at(), "index_put_", part.view, indices(e.at(), part.picks), values);
  }

  private Operand indices(int at, SortedMap<Integer, Operand> picks) {
    int[] items = new int[picks.lastKey() + 1];
    Operand none = unit.emitter.constant(null);
    for (int d = 0; d < items.length; d++) {
      items[d] = picks.getOrDefault(d, none).index();
    }
    int slot = unit.emitter.slot();
    unit.emitter.emit(new Steps.MakeList(at, items, slot));
    return new Operand(slot, new Type.ListOf(Type.optional(Simple.TENSOR)));
  }

  private Part part(Expr.Subscript e, Operand tensor) {
    List<Expr> items = e.index() instanceof Expr.TupleOf tuple ? tuple.items() : List.of(e.index());
    List<Operand> values = new ArrayList<>();
    for (Expr item : items) {
      boolean plain = item instanceof Expr.Slice || item instanceof Expr.Ellipsis;
      values.add(plain ? unit.emitter.constant(null) : unit.expressions.value(item));
    }
    Operand view = tensor;
    SortedMap<Integer, Operand> picks = new TreeMap<>();
    int dim = 0;
    boolean fromEnd = false;
    for (int i = 0; i < items.size(); i++) {
      Expr item = items.get(i);
      Operand value = values.get(i);
      Operand at = unit.emitter.constant((long) dim);
      switch (item) {
        case Expr.Ellipsis ellipsis -> {
          dim = -taken(items.subList(i + 1, items.size()));
          fromEnd = true;
        }
        case Expr.None none -> {
          view = op(item.at(), "unsqueeze", view, fromEnd ? unit.emitter.constant(dim - 1L) : at);
          dim += fromEnd ? 0 : 1;
        }
        case Expr.Slice slice -> {
          view = slice(slice, view, at);
          dim++;
        }
        default -> {
          if (value.type() == Simple.INT || value.type() == Simple.ANY) {
            view = op(item.at(), "select", view, at, value);
            dim += fromEnd ? 1 : 0;
          } else if (fromEnd) {
            unit.problem(item.at(), "tensors of indices after ... are not supported");
          } else {
            picks.put(dim, tensorOf(item.at(), value));
            dim++;
          }
        }
      }
    }
    return new Part(view, picks);
  }

  private Operand tensorOf(int at, Operand value) {
    return value.type() == Simple.TENSOR ? value : op(at, "tensor", value);
  }

  private static int taken(List<Expr> items) {
    return (int) items.stream().filter(item -> !(item instanceof Expr.None)).count();
  }

  private Operand slice(Expr.Slice slice, Operand view, Operand dim) {
    if (slice.start() == null && slice.end() == null && slice.step() == null) {
      return view;
    }
    Operand step = slice.step() == null ? unit.emitter.constant(1L) : orNone(slice.step());
    return op(slice.at(), "slice", view, dim, orNone(slice.start()), orNone(slice.end()), step);
  }
}
