package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.profile.OpTable.By;
import anabranch.profile.OpTable.Order;
import anabranch.profile.OpTable.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums over ranges, whose times the spans themselves tell. */
final class OpTableTest {
  private final Profile profile =
      Profiler.record(
          () -> {
            for (int i = 0; i < 3; i++) {
              Profiler.range(
                  "outer",
                  () -> {
                    Profiler.range("inner", () -> {});
                    Profiler.range("inner", () -> {});
                  });
            }
          });

  private Map<String, Row> rows() {
    return profile.table(By.MODULE, Order.SELF).rows().stream()
        .collect(Collectors.toMap(Row::name, Function.identity()));
  }

  private long sum(String name) {
    return profile.spans().filter(s -> s.name().equals(name)).mapToLong(Span::nanos).sum();
  }

  @Test
  void countsAndSums() {
    Row inner = rows().get("inner");
    assertEquals(6, inner.count());
    assertEquals(sum("inner"), inner.total());
    assertEquals(sum("inner"), inner.self());
    assertEquals(sum("inner") / 6.0, inner.mean());
    assertEquals(
        profile
            .spans()
            .filter(s -> s.name().equals("inner"))
            .mapToLong(Span::nanos)
            .max()
            .orElseThrow(),
        inner.max());
  }

  @Test
  void whatIsInsideIsNotOnesOwn() {
    Row outer = rows().get("outer");
    assertEquals(sum("outer"), outer.total());
    assertEquals(sum("outer") - sum("inner"), outer.self());
  }

  @Test
  void sharesAddUpToOne() {
    assertEquals(1, rows().values().stream().mapToDouble(Row::share).sum(), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void rowsAreSortedAsAsked(Order order) {
    List<Row> rows = profile.table(By.MODULE, order).rows();
    ToDoubleFunction<Row> greatestFirst =
        switch (order) {
          case SELF -> Row::self;
          case TOTAL -> Row::total;
          case COUNT -> Row::count;
          case MEAN -> Row::mean;
          case MAX -> Row::max;
          case BYTES -> Row::bytes;
          case NAME -> row -> -row.name().charAt(0);
        };
    assertEquals(2, rows.size());
    assertTrue(
        greatestFirst.applyAsDouble(rows.get(0)) >= greatestFirst.applyAsDouble(rows.get(1)),
        rows.toString());
  }

  @Test
  void theTextHasALinePerRowUnderAHeader() {
    List<String> lines = profile.table(By.MODULE, Order.NAME).toString().lines().toList();
    assertEquals(
        List.of("module", "inner", "outer"),
        lines.stream().map(line -> line.split(" ", 2)[0]).toList());
    assertEquals(1, lines.stream().map(String::length).distinct().count(), lines.toString());
  }
}
