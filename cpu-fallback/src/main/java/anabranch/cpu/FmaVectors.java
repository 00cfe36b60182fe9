package anabranch.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Multiply-adds on vectors, {@link FmaPeak#CHAINS} chains of them. */
final class FmaVectors {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private FmaVectors() {}

  /** Makes {@code rounds} multiply-adds in each chain; returns how many operations that were. */
  static long run(long rounds) {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector term = FloatVector.broadcast(SPECIES, 0.25f);
    FloatVector a = FloatVector.broadcast(SPECIES, 0);
    FloatVector b = FloatVector.broadcast(SPECIES, 1);
    FloatVector c = FloatVector.broadcast(SPECIES, 2);
    FloatVector d = FloatVector.broadcast(SPECIES, 3);
    FloatVector e = FloatVector.broadcast(SPECIES, 4);
    FloatVector f = FloatVector.broadcast(SPECIES, 5);
    FloatVector g = FloatVector.broadcast(SPECIES, 6);
    FloatVector h = FloatVector.broadcast(SPECIES, 7);
    FloatVector i = FloatVector.broadcast(SPECIES, 8);
    FloatVector j = FloatVector.broadcast(SPECIES, 9);
    FloatVector k = FloatVector.broadcast(SPECIES, 10);
    FloatVector l = FloatVector.broadcast(SPECIES, 11);
    for (long round = 0; round < rounds; round++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      i = i.fma(factor, term);
      j = j.fma(factor, term);
      k = k.fma(factor, term);
      l = l.fma(factor, term);
    }
    FloatVector all =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
    long operations = 2L * FmaPeak.CHAINS * SPECIES.length() * rounds;
    // The results must matter, or the compiler leaves them out.
    return Float.isNaN(all.reduceLanes(VectorOperators.ADD)) ? 0 : operations;
  }
}
