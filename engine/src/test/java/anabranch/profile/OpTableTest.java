package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.profile.OpTable.By;
import anabranch.profile.OpTable.Order;
import anabranch.profile.OpTable.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    Comparator<Row> expected =
        switch (order) {
          case SELF -> Comparator.comparing(Row::self).reversed();
          case TOTAL -> Comparator.comparing(Row::total).reversed();
          case COUNT -> Comparator.comparing(Row::count).reversed();
          case MEAN -> Comparator.comparing(Row::mean).reversed();
          case MAX -> Comparator.comparing(Row::max).reversed();
          case BYTES -> Comparator.comparing(Row::bytes).reversed();
          case NAME -> Comparator.comparing(Row::name);
        };
    assertEquals(2, rows.size());
    assertTrue(expected.compare(rows.get(0), rows.get(1)) <= 0, rows.toString());
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
