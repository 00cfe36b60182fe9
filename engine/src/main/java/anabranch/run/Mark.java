package anabranch.run;

import anabranch.spi.Event;

/**
 * A point in the work of one device that others may have to wait for.
 *
 * @param device the device
 * @param event the point
 */
public record Mark(OpenDevice device, Event event) {}
