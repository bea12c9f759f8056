package io.afterhours.scheduler.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.scheduler.markdown.QueueItem.After;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** As people keep it, with emoji, details and a template. */
    private static final String QUEUE = """
            # Build Queue - Autonomous Builds
            *Last updated: 2026-02-06 14:40*

            ## 🔴 Priority (Building Now)
            *(No active builds - system ready)*

            ## 🟡 Active Queue (Next Up)
            - [ ] Mission Control V2 - Real Command Center - Added: 2026-02-07 10:15 - Priority: High - Category: Revenue
            - [ ] Build landing page - Priority: High - **ETA: 30min** - Cost: ~$0.60

            ## 🟢 Completed (Last 7 Days)
            - [x] Autonomous Build System - Completed: 2026-02-06 14:40 - Duration: 45 minutes
            - shipped by hand

            ## 📋 Task Details
            ### Mission Control V2 - Real Command Center
            - **Description:** One page that shows it all.
            - **Completion Criteria:**
              - loads in a second
            - **Tech Stack:** Svelte
            - **Estimated Time:** 2-3 hours
            - **Model:** Opus
            """;

    @Test
    void reads_a_queue_as_people_keep_it() {
        var queue = read(QUEUE);

        assertThat(queue.unread()).isEmpty();
        assertThat(queue.items()).extracting(QueueItem::line).containsExactly(8, 9, 12);
        var mission = queue.items().getFirst().request();
        assertThat(mission.title()).isEqualTo("Mission Control V2 - Real Command Center");
        assertThat(mission.priority()).isEqualTo(Priority.HIGH);
        assertThat(mission.category()).isEqualTo(Category.OTHER);
        assertThat(mission.tags()).containsExactly("revenue");
        assertThat(mission.effort()).isEqualTo(Duration.ofHours(3));
        assertThat(mission.model()).isEqualTo("Opus");
        assertThat(mission.prompt()).isEqualTo("""
                One page that shows it all.
                - **Completion Criteria:**
                  - loads in a second
                - **Tech Stack:** Svelte""");
        assertThat(queue.fresh().map(QueueItem::line)).containsExactly(8, 9);
    }

    @Test
    void an_eta_is_the_effort_where_no_effort_is_named() {
        var landing = read(QUEUE).items().get(1).request();

        assertThat(landing).isEqualTo(with("Build landing page", Priority.HIGH, Duration.ofMinutes(30)));
        assertThat(only("- [ ] A - ETA: soon").effort()).isEqualTo(Duration.ofHours(1));
        assertThat(only("- [ ] A - ETA: 30min - Effort: 2h").effort()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void reads_every_key_below_an_item() {
        var request = only("""
                - [ ] Fix the parser - Priority: urgent
                  - Category: Bug Fix
                  - Kind: Integration
                  - Impact: 8/10
                  - Effort: ~45 min
                  - Tags: #revenue, Parser Work
                  - Depends: B-7, b-9 (continue)
                  - Blocked by: No key yet, says Ann.
                  - Agent: Claude
                  - Model: claude-sonnet-4-5
                  - Workspace: `/home/ann/atlas`
                  - Accept: `make test && make lint`
                  - Cap: $2.50
                  - Deadline: 2026-12-01
                  - Earliest start: 2026-11-21 22:00
                  - Key: fix-parser
                  - Prompt: Find the bug.
                """);

        assertThat(request)
                .isEqualTo(new BuildRequested(
                        "Fix the parser",
                        "Find the bug.",
                        Priority.URGENT,
                        Category.BUG_FIX,
                        "integration",
                        8,
                        Duration.ofMinutes(45),
                        List.of("revenue", "parser-work"),
                        List.of(new Dependency("B-7", OnFailure.BLOCK), new Dependency("B-9", OnFailure.CONTINUE)),
                        List.of("No key yet, says Ann."),
                        "claude",
                        "claude-sonnet-4-5",
                        "/home/ann/atlas",
                        "make test && make lint",
                        new BigDecimal("2.50"),
                        Instant.parse("2026-11-30T23:00:00Z"),
                        Instant.parse("2026-11-21T21:00:00Z"),
                        "fix-parser"));
    }

    @Test
    void words_below_an_item_are_its_prompt() {
        assertThat(only("""
                - [ ] Write the guide
                  For people who never saw it.

                  - [ ] one page
                  - no screenshots
                    ```
                    - [ ] not an item
                    ```
                """).prompt()).isEqualTo("""
                For people who never saw it.

                - [ ] one page
                - no screenshots
                  ```
                  - [ ] not an item
                  ```""");
    }

    @Test
    void a_prompt_may_be_a_block_of_code() {
        assertThat(only("""
                - [ ] Write the guide
                  - Prompt:
                    ```
                    First line.
                      indented

                    last line
                    ```
                  - Agent: shell
                """).prompt()).isEqualTo("First line.\n  indented\n\nlast line");
    }

    @Test
    void trailing_tags_and_shouts_are_taken_from_the_title() {
        var request = only("- [ ] Call the dentist #private #Health !high");

        assertThat(request.title()).isEqualTo("Call the dentist");
        assertThat(request.tags()).containsExactlyInAnyOrder("health", "private");
        assertThat(request.priority()).isEqualTo(Priority.HIGH);
        assertThat(only("- [ ] Fix issue #42").title()).isEqualTo("Fix issue #42");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- [ ] Build it                                | Build it",
                "* [ ] Build it                                | Build it",
                "1. [ ] Build it                               | Build it",
                "- [ ] **Build it**                            | Build it",
                "- [ ] **[Build it]**                          | Build it",
                "- [ ] **Build** it                            | **Build** it",
                "- [ ] Build it – Priority: low                | Build it",
                "- [ ] Build it - again and again              | Build it - again and again",
                "- [ ] Build it - Goal: sell - more            | Build it",
                "- [ ] 🚀 Build it - **Priority:** High         | 🚀 Build it",
                "- [ ] Build it - Colour: red                  | Build it - Colour: red",
                "- [ ] Build it <!-- B-42 -->                  | Build it",
            })
    void finds_the_title(String line, String title) {
        assertThat(only(line).title()).isEqualTo(title);
    }

    @Test
    void the_comment_at_the_end_says_which_build_it_is() {
        var item = read("- [~] Build it - ETA: 2h <!-- B-42 -->").items().getFirst();

        assertThat(item.id()).isEqualTo("B-42");
        assertThat(item.mark()).isEqualTo(Mark.RUNS);
        assertThat(read("- [ ] Build it <!-- B-42 -->").fresh()).isEmpty();
    }

    @Test
    void a_dependency_is_named_by_title_and_comes_first() {
        var queue = read("""
                - [ ] Build landing page - Depends: Write the copy, images
                - [ ] Make all the images
                - [ ] Write the copy
                - [x] Choose a name
                - [ ] Announce it - Depends: Choose a name, Build landing page (continue)
                - [ ] Print it - Depends: Known one
                - [ ] Known one <!-- B-7 -->
                """);

        assertThat(queue.unread()).isEmpty();
        assertThat(queue.items()).extracting(QueueItem::line).containsExactly(2, 3, 4, 6, 7, 1, 5);
        assertThat(item(queue, 1).after())
                .containsExactly(new After(3, OnFailure.BLOCK), new After(2, OnFailure.BLOCK));
        assertThat(item(queue, 5).after()).containsExactly(new After(1, OnFailure.CONTINUE));
        assertThat(item(queue, 6).request().dependsOn()).containsExactly(new Dependency("B-7", OnFailure.BLOCK));
    }

    @Test
    void a_title_with_a_comma_can_be_depended_on() {
        var queue = read("- [ ] A - Depends: Copy, images\n- [ ] Copy, images\n");

        assertThat(item(queue, 1).after()).containsExactly(new After(2, OnFailure.BLOCK));
    }

    @Test
    void circles_are_reported_with_their_lines() {
        var queue = read("""
                - [ ] One - Depends: Two
                - [ ] Two - Depends: Three
                - [ ] Three - Depends: One
                - [ ] Four - Depends: One
                - [ ] Five
                """);

        assertThat(queue.items()).extracting(QueueItem::line).containsExactly(5);
        assertThat(queue.unread())
                .extracting(Unread::reason)
                .containsExactly(
                        "it depends on itself: line 1 → line 2 → line 3 → line 1",
                        "it depends on itself: line 2 → line 3 → line 1 → line 2",
                        "it depends on itself: line 3 → line 1 → line 2 → line 3",
                        "it depends on an item that could not be read");
    }

    @Test
    void what_depends_on_an_item_that_cannot_be_read_is_not_queued_without_it() {
        var queue = read("- [ ] One - Cap: much\n- [ ] Two - Depends: One\n");

        assertThat(queue.items()).isEmpty();
        assertThat(queue.unread())
                .extracting(Unread::line, Unread::reason)
                .containsExactly(
                        tuple(1, "Cap: expected an amount such as $2.50, was much"),
                        tuple(2, "it depends on line 1, which could not be read"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- [ ] A - Priority: hgih      | Priority: expected urgent, high, medium or low, was hgih",
                "- [ ] A - Effort: long        | Effort: expected a duration such as 2h, 30min or PT2H, was long",
                "- [ ] A - Impact: 11          | impact: expected a number from 1 to 10, was 11",
                "- [ ] A - Impact: huge        | Impact: expected a number from 1 to 10, was huge",
                "- [ ] A - Deadline: soon      | Deadline: expected a time such as 2026-11-21 22:00 or 2026-11-21T22:00:00Z, was soon",
                "- [ ] A - Depends: Nothing of the sort | Depends: expected an id such as B-7 or the title of one item of this document, was Nothing of the sort",
                "- [ ]                         | an item without a title",
                "- [] A                        | the box is not one of [ ] [x] [~] [!] [-] with a space behind it",
                "- [ ]A                        | the box is not one of [ ] [x] [~] [!] [-] with a space behind it",
                "- [?] A                       | a bullet without a box; write it as \"- [ ] title\" to queue it",
                "- A                           | a bullet without a box; write it as \"- [ ] title\" to queue it",
                "[ ] A                         | no item; write it as \"- [ ] title\" to queue it",
                "-[ ] A                        | no item; write it as \"- [ ] title\" to queue it",
                "Do A                          | text that is no item; indent it to make it part of the item above",
            },
            ignoreLeadingAndTrailingWhitespace = true,
            maxCharsPerColumn = 4096,
            quoteCharacter = '`')
    void each_line_that_cannot_be_read_is_reported_with_a_reason(String line, String reason) {
        var queue = read("## Active Queue\n" + line + "\n- [ ] Good one\n");

        assertThat(queue.items()).extracting(QueueItem::line).containsExactly(3);
        assertThat(queue.unread()).containsExactly(new Unread(2, line, reason));
    }

    @Test
    void rows_of_tables_are_reported() {
        var queue = read("## Queue\n| id | task |\n|----|------|\n| 1 | Build it |\n");

        assertThat(queue.unread())
                .containsExactly(
                        new Unread(4, "| 1 | Build it |", "a row of a table; write it as \"- [ ] title\" to queue it"));
    }

    @Test
    void ideas_and_open_items_among_the_completed_are_reported_and_not_queued() {
        var queue = read("## 💡 Ideas\n- [ ] Fly\n## Done\n- [ ] Walk\n- [x] Run\n");

        assertThat(queue.items()).extracting(QueueItem::line).containsExactly(5);
        assertThat(queue.unread())
                .containsExactly(
                        new Unread(2, "- [ ] Fly", "an idea, so not queued; move it to the active queue"),
                        new Unread(
                                4,
                                "- [ ] Walk",
                                "an open item among the completed; tick it or move it to the active queue"));
    }

    @Test
    void details_that_belong_to_no_item_are_reported() {
        var queue = read("## Queue\n- [ ] A\n## Details\n### B\n- **Priority:** High\n### A\n- **Priority:** Low\n");

        assertThat(queue.items().getFirst().request().priority()).isEqualTo(Priority.LOW);
        assertThat(queue.unread()).containsExactly(new Unread(4, "### B", "no item has this title"));
    }

    @Test
    void what_stands_in_the_line_counts_before_what_stands_below_it() {
        assertThat(only("- [ ] A - Priority: high\n  - Priority: low\n").priority())
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void a_heading_in_the_queue_with_details_below_it_is_an_item() {
        var queue = read(
                "## Active\n### Build it\n- **Goal:** Sell.\n- **Priority:** high\n\n### High priority\n- [ ] A\n");

        assertThat(queue.items()).extracting(each -> each.request().title()).containsExactly("Build it", "A");
        assertThat(queue.items().getFirst().request().prompt()).isEqualTo("Sell.");
    }

    @Test
    void a_bullet_without_a_box_is_an_item_when_it_has_keys() {
        var queue = read("## Active\n- **[Build it]** (label: x)\n  - **Goal:** Sell.\n- Walk - Priority: low\n");

        assertThat(queue.items())
                .extracting(each -> each.request().title())
                .containsExactly("**[Build it]** (label: x)", "Walk");
    }

    @Test
    void a_blocked_item_waits_for_the_person() {
        assertThat(only("- [!] A").blockers()).containsExactly("The item is marked as blocked in its file.");
        assertThat(only("- [!] A - Blocked: No key").blockers()).containsExactly("No key");
        assertThat(only("- [ ] A - Blocked by: none").blockers()).isEmpty();
        assertThat(read("- [!] A <!-- B-1 -->").items().getFirst().request().blockers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\ntitle: x\n- [ ] no\n---\n- [ ] A\n",
                "```\n- [ ] no\n```\n- [ ] A\n",
                "<!--\n- [ ] no\n-->\n- [ ] A\n",
                "\uFEFF- [ ] A\r\n",
                "- [ ] A",
                "\t- [ ] A",
                "Some words.\n\n- words\n\n> quoted\n\n- [ ] A\n",
            })
    void code_comments_and_front_matter_hold_no_items(String document) {
        var queue = read(document);

        assertThat(queue.unread()).isEmpty();
        assertThat(queue.items())
                .singleElement()
                .satisfies(each -> assertThat(each.request().title()).isEqualTo("A"));
    }

    @Test
    void a_block_that_is_never_closed_is_reported_because_it_hides_what_follows() {
        assertThat(read("- [ ] A\n```\n- [ ] B\n").unread())
                .containsExactly(new Unread(2, "```", "a code block that is never closed; nothing below it was read"));
        assertThat(read("<!-- A\n- [ ] B\n").unread())
                .containsExactly(new Unread(1, "<!-- A", "a comment that is never closed; nothing below it was read"));
    }

    @Test
    void a_line_that_nobody_would_write_is_reported() {
        var queue = read("- [ ] " + " ".repeat(100_000) + "A\n- [ ] B\n");

        assertThat(queue.items()).extracting(QueueItem::line).containsExactly(2);
        assertThat(queue.unread()).singleElement().extracting(Unread::reason).isEqualTo("longer than 4000 characters");
    }

    @Test
    void an_empty_document_has_nothing() {
        assertThat(read("")).isEqualTo(new ReadQueue(List.of(), List.of()));
        assertThat(read("\n\n")).isEqualTo(new ReadQueue(List.of(), List.of()));
    }

    private static BuildRequested with(String title, Priority priority, Duration effort) {
        return new BuildRequested(
                title,
                title,
                priority,
                Category.OTHER,
                "other",
                5,
                effort,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static BuildRequested only(String markdown) {
        var queue = read(markdown);
        assertThat(queue.unread()).isEmpty();
        assertThat(queue.items()).hasSize(1);
        return queue.items().getFirst().request();
    }

    private static QueueItem item(ReadQueue queue, int line) {
        return queue.items().stream()
                .filter(each -> each.line() == line)
                .findFirst()
                .orElseThrow();
    }

    private static ReadQueue read(String markdown) {
        return MarkdownQueue.read(markdown, BERLIN);
    }
}
