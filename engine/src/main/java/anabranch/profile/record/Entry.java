package anabranch.profile.record;

import anabranch.profile.Span;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended.
 *
 * @param kind what it stands for
 * @param name its name
 * @param detail what its {@code toString} says of it, or null
 * @param link as {@link Span#link}
 * @param amount as {@link Span#amount}
 * @param level of a MEMORY span the device's live bytes after it
 * @param start when it began, by {@link System#nanoTime}
 * @param end when it ended
 */
public record Entry(
    Span.Kind kind,
    String name,
    @Nullable Object detail,
    long link,
    long amount,
    long level,
    long start,
    long end) {}
