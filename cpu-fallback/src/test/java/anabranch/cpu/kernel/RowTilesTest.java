package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RowTilesTest {
  private static final int[] HEIGHTS = {1, 2, 3, 4, 5, 6, 8, 10};

  @Test
  void tilesCoverEveryRowOnceWithHeightsThatHaveAKernel() {
    for (int rows = 0; rows <= 1000; rows++) {
      RowTiles tiles = RowTiles.of(rows, HEIGHTS);
      assertEquals(rows, tiles.rows());
      for (int i = 0; i < tiles.count(); i++) {
        assertTrue(Arrays.binarySearch(HEIGHTS, tiles.height(i)) >= 0, "rows " + rows);
      }
    }
  }

  @Test
  void fiftyRowsMakeFiveTilesOfTheGreatestHeight() {
    RowTiles tiles = RowTiles.of(50, HEIGHTS);
    assertEquals(5, tiles.count());
    for (int i = 0; i < 5; i++) {
      assertEquals(10, tiles.height(i));
    }
  }

  @Test
  void manyRowsHaveNoRemainderOfOneOrTwo() {
    for (int rows = 200; rows <= 3000; rows++) {
      RowTiles tiles = RowTiles.of(rows, HEIGHTS);
      for (int i = 0; i < tiles.count(); i++) {
        assertTrue(tiles.height(i) >= 3, "rows " + rows + ", height " + tiles.height(i));
      }
    }
  }

  @Test
  void oneHeightIsEnough() {
    assertEquals(7, RowTiles.of(7, new int[] {1}).count());
  }
}
