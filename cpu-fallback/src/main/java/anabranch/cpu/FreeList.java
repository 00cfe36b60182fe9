package anabranch.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The blocks of one size: the free ones, last freed first because it is warm, and their slabs. */
final class FreeList {
  private final ArrayDeque<Slab.Block> free = new ArrayDeque<>();
  private final List<Slab> slabs = new ArrayList<>();

  synchronized Slab.@Nullable Block poll() {
    Slab.Block block = free.pollFirst();
    if (block != null) {
      block.slab().use();
    }
    return block;
  }

  synchronized void give(Slab.Block block) {
    block.slab().release();
    free.addFirst(block);
  }

  /** Adds a new slab and takes its first block. */
  synchronized Slab.Block add(Slab slab) {
    slabs.add(slab);
    slab.use();
    free.addAll(slab.blocks().subList(1, slab.blocks().size()));
    return slab.blocks().getFirst();
  }

  /** Takes out the slabs of which no block is in use. */
  synchronized List<Slab> removeIdle() {
    Set<Slab> idle = new HashSet<>(slabs.stream().filter(Slab::isIdle).toList());
    if (idle.isEmpty()) {
      return List.of();
    }
    slabs.removeAll(idle);
    free.removeIf(block -> idle.contains(block.slab()));
    return List.copyOf(idle);
  }

  /** Takes out all slabs, in use or not. */
  synchronized List<Slab> removeAll() {
    List<Slab> all = List.copyOf(slabs);
    slabs.clear();
    free.clear();
    return all;
  }
}
