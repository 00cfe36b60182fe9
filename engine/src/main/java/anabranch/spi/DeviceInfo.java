package anabranch.spi;

/**
 * What there is to know about a device before it is opened.
 *
 * @param name as the user types it: {@code cpu}, {@code cuda:0}
 * @param description the hardware and how it is driven, for people
 * @param memoryBytes its memory
 * @param rank the higher, the rather it is {@code Device.best()}
 */
public record DeviceInfo(String name, String description, long memoryBytes, int rank) {}
