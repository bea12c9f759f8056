package io.afterhours.cost.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the ledger is kept. */
@ConfigMapping(prefix = "afterhours.ledger")
public interface LedgerConfig {
    /** How many whole months are kept beside the one that is under way, 1 to 1200. Totals by day, model and session stay. */
    @WithDefault("24")
    int months();

    /** Whether months are begun and dropped by a job; tests do it by hand. */
    @WithDefault("true")
    boolean loop();
}
