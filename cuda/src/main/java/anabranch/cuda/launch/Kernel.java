package anabranch.cuda.launch;

/**
 * A kernel that was loaded on a device.
 *
 * @param name as in its source
 * @param function the driver's handle
 */
public record Kernel(String name, long function) {}
