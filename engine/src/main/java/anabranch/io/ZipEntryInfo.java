package anabranch.io;

/**
 * An entry of a zip file, as its central directory and its own header agree on it.
 *
 * @param name its name without the top folder
 * @param deflated whether it is compressed; else its bytes are in the file as they are
 * @param crc the checksum of its content
 * @param offset where in the file its bytes begin
 * @param stored how many bytes it has in the file
 * @param size how many its content has
 */
record ZipEntryInfo(String name, boolean deflated, long crc, long offset, long stored, long size) {}
