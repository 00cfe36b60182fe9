package anabranch.bench.peers;

/**
 * What the search saw of an entrant.
 *
 * @param seconds of one run, the least seen
 * @param difference the greatest between its result and the reference's, of any number
 */
record Found(Entrant entrant, double seconds, double difference) {}
