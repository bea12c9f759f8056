package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.GeneratedPart;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Keeps the figures in docs/explain/safety.md true. */
class SafetyPageTest {
    @Test
    void the_page_shows_what_the_checks_do_on_both_parts_of_the_texts() {
        GeneratedPart.assertCurrent(
                "docs/explain/safety.md",
                "| texts | dangerous | of them pass | harmless | of them are held | unclear | of them pass |\n"
                        + "|---|---|---|---|---|---|---|\n"
                        + row("held out", Corpus.read("corpus-held-out").figures())
                        + row("written against", Corpus.read("corpus-tuning").figures()));
    }

    private static String row(String name, Corpus.Figures figures) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d (%.1f %%) | %d | %d (%.1f %%) | %d | %d |%n",
                name,
                figures.dangerous(),
                figures.passed(),
                figures.passedPercent(),
                figures.harmless(),
                figures.held(),
                figures.heldPercent(),
                figures.unclear(),
                figures.unclearPassed());
    }
}
