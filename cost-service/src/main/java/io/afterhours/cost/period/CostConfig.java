package io.afterhours.cost.period;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the person lives, as far as money is concerned. */
@ConfigMapping(prefix = "afterhours.cost")
public interface CostConfig {
    /** The IANA zone in which days, weeks and months turn, e.g. Europe/Berlin; absent: this computer's. */
    Optional<String> zone();
}
