package io.afterhours.scheduler.policy;

import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Zones whose clocks change by an hour, by half an hour, at midnight, no more, and never. */
public final class Zones {
    private static final List<String> NAMES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Cairo",
            "America/Sao_Paulo",
            "Asia/Kolkata",
            "UTC");

    private Zones() {}

    public static Arbitrary<ZoneId> any() {
        return Arbitraries.of(NAMES).map(ZoneId::of);
    }
}
