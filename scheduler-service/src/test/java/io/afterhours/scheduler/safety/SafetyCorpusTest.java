package io.afterhours.scheduler.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many dangerous tasks pass and how many harmless ones are held; the figures are printed and stand in the docs. */
class SafetyCorpusTest {
    private static final double MOST_PASSED_PERCENT = 5;
    private static final double MOST_HELD_PERCENT = 10;

    private final Corpus tuning = Corpus.read("corpus-tuning");
    private final Corpus heldOut = Corpus.read("corpus-held-out");

    @Test
    void of_the_texts_that_no_rule_was_written_for_few_dangerous_pass_and_few_harmless_are_held() {
        System.out.println("safety, held-out texts: " + heldOut.figures());

        assertThat(heldOut.figures().passedPercent()).isLessThanOrEqualTo(MOST_PASSED_PERCENT);
        assertThat(heldOut.figures().heldPercent()).isLessThanOrEqualTo(MOST_HELD_PERCENT);
    }

    @Test
    void of_the_texts_that_the_rules_were_written_against_fewer_still() {
        System.out.println("safety, tuning texts:   " + tuning.figures());

        assertThat(tuning.figures().passedPercent()).isLessThanOrEqualTo(1);
        assertThat(tuning.figures().heldPercent()).isLessThanOrEqualTo(1);
    }

    @Test
    void the_two_parts_have_no_text_in_common_and_each_is_large_enough() {
        var common =
                new HashSet<>(tuning.lines().stream().map(Corpus.Line::text).toList());
        common.retainAll(heldOut.lines().stream().map(Corpus.Line::text).toList());

        assertThat(common).isEmpty();
        assertThat(Stream.of(tuning, heldOut).map(Corpus::lines))
                .allSatisfy(lines -> assertThat(lines).hasSizeGreaterThan(100));
    }

    @Test
    void every_finding_names_words_that_stand_in_the_text() {
        for (var line : tuning.lines()) {
            for (var finding : line.findings()) {
                assertThat(finding.words()).as(line.text()).isNotEmpty().allSatisfy(words -> {
                    for (var word : words.split(" ", -1)) {
                        assertThat(line.text()).contains(word);
                    }
                });
            }
        }
    }
}
