package anabranch.profile;

/**
 * What led to what: a fork to its task, a launch to its kernel.
 *
 * @param label the number of what the trace calls such arrows
 */
record TimelineArrow(
    TimelineRow from,
    int fromLane,
    long fromTime,
    TimelineRow to,
    int toLane,
    long toTime,
    int label) {}
