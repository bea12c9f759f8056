package io.afterhours.scheduler.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** The policies that ship with the product, as data files beside the code; each person may change them. */
public final class BundledPolicies {
    /** Active until a person chooses another. */
    public static final String DEFAULT = "night";

    private static final List<String> NAMES = List.of(DEFAULT, "saver");

    private BundledPolicies() {}

    /** All of them, read with times in {@code zone}. */
    public static List<Policy> all(ZoneId zone) {
        return NAMES.stream().map(name -> named(name, zone)).toList();
    }

    /** The default policy. */
    public static Policy night(ZoneId zone) {
        return named(DEFAULT, zone);
    }

    public static Policy saver(ZoneId zone) {
        return named("saver", zone);
    }

    private static Policy named(String name, ZoneId zone) {
        var resource = "/policies/" + name + ".json";
        try (var in = Objects.requireNonNull(BundledPolicies.class.getResourceAsStream(resource), resource)) {
            return PolicyReader.read(in.readAllBytes(), zone);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
