package io.afterhours.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.scheduler.batch.SharedPrompt.Task;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharedPromptTest {
    private static final String STYLE = "Use the template in web/pages. No frameworks.\n\nKeep to the style guide.\n\n";

    @Test
    void what_all_prompts_begin_with_comes_first_and_once() {
        var prompt = SharedPrompt.of(List.of(
                new Task("B-7", "Pricing page", STYLE + "Write pricing.html.", "test -s pricing.html"),
                new Task("B-9", "About page", STYLE + "Write about.html.", null)));

        assertThat(prompt).isEqualTo("""
                Do these 2 tasks in one go, in this order. Each is judged by itself: finish and commit one before you begin the next, and go on with the others when one cannot be done.

                ## For all of them

                Use the template in web/pages. No frameworks.

                Keep to the style guide.

                ## Task 1 of 2: Pricing page (B-7)

                Write pricing.html.

                It is done when this command succeeds: test -s pricing.html

                ## Task 2 of 2: About page (B-9)

                Write about.html.
                """);
    }

    @Test
    void prompts_that_begin_differently_stand_by_themselves() {
        var prompt = SharedPrompt.of(List.of(
                new Task("B-7", "Pricing", "Write a.\n\nShared end.", null),
                new Task("B-9", "About", "Write b.\n\nShared end.", null)));

        assertThat(prompt)
                .doesNotContain("For all of them")
                .contains("Write a.\n\nShared end.", "Write b.\n\nShared end.");
    }

    @Test
    void only_whole_paragraphs_are_shared() {
        var prompt = SharedPrompt.of(List.of(
                new Task("B-7", "Pricing", "Write a page about pricing.", null),
                new Task("B-9", "About", "Write a page about us.", null)));

        assertThat(prompt).contains("Write a page about pricing.", "Write a page about us.");
    }

    @Test
    void a_prompt_that_is_all_shared_leaves_its_title() {
        var prompt = SharedPrompt.of(
                List.of(new Task("B-7", "Pricing", STYLE, null), new Task("B-9", "About", STYLE + "And a map.", null)));

        assertThat(prompt).contains("## Task 1 of 2: Pricing (B-7)\n\nPricing\n");
    }

    @Property
    void no_word_of_any_prompt_is_lost(@ForAll @Size(min = 2, max = 5) List<@AlphaChars @NotEmpty String> words) {
        var tasks = IntStream.range(0, words.size())
                .mapToObj(i -> new Task("B-" + i, "Title", STYLE + "Own part: " + words.get(i) + "\n\nEnd " + i, null))
                .toList();

        var prompt = SharedPrompt.of(tasks);

        assertThat(prompt).containsOnlyOnce("Keep to the style guide.");
        words.forEach(word -> assertThat(prompt).contains("Own part: " + word));
    }
}
