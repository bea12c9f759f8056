package io.afterhours.scheduler.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.scheduler.BuildState;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSyncTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- [ ] A                                  | QUEUED    | - [ ] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->",
                "- [ ] A - **ETA: 2h** - Cost: $9         | QUEUED    | - [ ] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->",
                "- [ ] A - Cost: ~$9 - Priority: High     | RUNNING   | - [~] A - Cost: ~$0.60 - Priority: High - **ETA: 30min** <!-- B-42 -->",
                "- [ ] A <!-- B-42 -->                    | RUNNING   | - [~] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->",
                "* [~]  A - ETA: 1h <!-- B-42 -->         | FINISHED  | * [x]  A - ETA: 30min - Cost: $0.60 <!-- B-42 -->",
                "- [~] A <!-- B-42 -->                    | ESCALATED | - [!] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->",
                "- [~] A <!-- B-42 -->                    | CANCELLED | - [-] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->",
                "- [!] A <!-- B-42 -->                    | QUEUED    | - [ ] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->",
                "- [X] A <!-- B-42 -->                    | FINISHED  | - [X] A <!-- B-42 -->",
                "- [x] A - Cost: ~$0.90 <!-- B-42 -->     | FINISHED  | - [x] A - Cost: $0.60 <!-- B-42 -->",
                "- [x] A - Cost: $0.90 <!-- B-42 -->      | FINISHED  | - [x] A - Cost: $0.90 <!-- B-42 -->",
                "- [ ] A - ETA: 9h <!-- B-42 -->          | QUEUED    | - [ ] A - ETA: 9h <!-- B-42 -->",
                "- [~] A <!-- B-42 -->                    | VERIFYING | - [~] A <!-- B-42 -->",
                "- A - Priority: High                     | RUNNING   | - A - Priority: High <!-- B-42 -->",
                "### A                                    | RUNNING   | ### A <!-- B-42 -->",
            })
    void writes_mark_eta_cost_and_id(String line, BuildState state, String written) {
        var spent = state == BuildState.FINISHED;

        assertThat(MarkdownQueue.sync(line, Map.of(1, standing(state, spent))).content())
                .isEqualTo(written);
    }

    @Test
    void touches_no_byte_of_any_other_line() {
        var document = "\uFEFF# Queue  \r\n\r\n- [ ] A\t \r\n\t- note\r- [ ] B <!-- B-7 -->  \n\n\nno end";

        assertThat(MarkdownQueue.sync(document, Map.of(3, standing(BuildState.RUNNING, false)))
                        .content())
                .isEqualTo(
                        "\uFEFF# Queue  \r\n\r\n- [~] A - **ETA: 30min** - Cost: ~$0.60 <!-- B-42 -->\t \r\n\t- note\r"
                                + "- [ ] B <!-- B-7 -->  \n\n\nno end");
    }

    @ParameterizedTest
    @CsvSource({"x, RUNNING, running", "-, QUEUED, queued"})
    void what_a_person_closed_stays_closed_and_is_said(String mark, BuildState state, String word) {
        var line = "- [" + mark + "] A <!-- B-42 -->";
        var synced = MarkdownQueue.sync(line, Map.of(1, standing(state, false)));

        assertThat(synced.content()).isEqualTo(line);
        assertThat(synced.disagreements())
                .containsExactly(new Unread(1, line, "closed here, but B-42 is " + word + "; left as it is"));
    }

    @ParameterizedTest
    @CsvSource({"5, 5min", "60, 1h", "95, 1h 35min", "0, 0min"})
    void says_how_long_it_takes_in_a_form_that_reads_back(int minutes, String eta) {
        assertThat(new Standing("B-1", BuildState.QUEUED, minutes, 0, false).eta())
                .isEqualTo(eta);
    }

    @Property(tries = 1_000)
    void nothing_changed_means_not_one_byte_changes(@ForAll("documents") String document) {
        assertThat(MarkdownQueue.sync(document, Map.of()).content()).isEqualTo(document);
        assertThat(MarkdownQueue.sync(document, standingsAsWritten(document)).content())
                .isEqualTo(document);
    }

    @Property(tries = 1_000)
    void a_second_sync_changes_nothing_and_all_items_are_still_read(
            @ForAll("documents") String document, @ForAll BuildState state) {
        var standings = new HashMap<Integer, Standing>();
        var before = MarkdownQueue.read(document, BERLIN);
        before.items().stream().filter(each -> each.mark().isOpen()).forEach(each -> {
            var id = each.id() == null ? "B-" + (1_000 + each.line()) : each.id();
            standings.put(each.line(), new Standing(id, state, 95, 123_456_789, true));
        });

        var once = MarkdownQueue.sync(document, standings);
        var twice = MarkdownQueue.sync(once.content(), standings);
        var after = MarkdownQueue.read(once.content(), BERLIN);

        assertThat(twice.content()).isEqualTo(once.content());
        assertThat(Document.of(once.content()).lines())
                .hasSameSizeAs(Document.of(document).lines());
        assertThat(after.items())
                .extracting(each -> each.request().title())
                .containsExactlyInAnyOrderElementsOf(before.items().stream()
                        .map(each -> each.request().title())
                        .toList());
        assertThat(after.items())
                .filteredOn(each -> standings.containsKey(each.line()))
                .allSatisfy(each -> assertThat(each.id())
                        .isEqualTo(standingOf(standings, each).id()));
    }

    @Property(tries = 1_000)
    void lines_put_together_are_the_document(@ForAll("documents") String document) {
        var together = new StringBuilder();
        Document.of(document)
                .lines()
                .forEach(each -> together.append(each.text()).append(each.end()));

        assertThat(together.toString()).isEqualTo(document);
    }

    /** Documents of lines that have something to do with queues and of lines that have not, with all kinds of ends. */
    @Provide
    Arbitrary<String> documents() {
        var lines = Arbitraries.frequencyOf(
                Tuple.of(6, items()),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "",
                                "  ",
                                "# Queue",
                                "## 🔴 Building Now",
                                "## Active Queue",
                                "## Completed",
                                "### Build it",
                                "```",
                                "<!-- x",
                                "-->",
                                "---",
                                "| a | b |",
                                "  - Priority: high",
                                "  - Prompt:",
                                "    ```",
                                "  words",
                                "\t- [ ] nested",
                                "- **Goal:** sell",
                                "- plain",
                                "-[ ] broken")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(30).map(each -> each.replaceAll("[\r\n]", ""))));
        var ends = Arbitraries.of("\n", "\n", "\r\n", "\r");
        return Combinators.combine(
                        Arbitraries.of("", "\uFEFF"),
                        Combinators.combine(lines, ends)
                                .as(String::concat)
                                .list()
                                .ofMaxSize(25),
                        Arbitraries.of("", "- [ ] Last one", "  "))
                .as((mark, all, last) -> mark + String.join("", all) + last);
    }

    private static Arbitrary<String> items() {
        return Combinators.combine(
                        Arbitraries.of("- ", "* ", "1. ", "-  "),
                        Arbitraries.of("[ ] ", "[x] ", "[~] ", "[!] ", "[-] ", "[X]\t", "[ ]  ", "[] ", ""),
                        Arbitraries.of("Build it", "**Ship it**", "Fix - all of it", "Ü 🚀", "A #tag", "x"),
                        Arbitraries.of(
                                "",
                                " - Priority: High",
                                " - ETA: 2h",
                                " - **ETA: 30min** - Cost: ~$0.60",
                                " - Cost: $1 - Depends: Build it"),
                        Arbitraries.of("", "", " <!-- B-7 -->", "<!-- B-8 -->", " <!-- note -->", "  "))
                .as((bullet, box, title, pairs, comment) -> bullet + box + title + pairs + comment);
    }

    /** Each item that has an id, in the state that its mark says. */
    private static Map<Integer, Standing> standingsAsWritten(String document) {
        var standings = new HashMap<Integer, Standing>();
        for (var item : MarkdownQueue.read(document, BERLIN).items()) {
            if (item.id() != null) {
                standings.put(item.line(), new Standing(item.id(), stateOf(item.mark()), 30, 600_000_000, false));
            }
        }
        return standings;
    }

    private static BuildState stateOf(Mark mark) {
        return switch (mark) {
            case WAITS -> BuildState.QUEUED;
            case RUNS -> BuildState.RUNNING;
            case FINISHED -> BuildState.FINISHED;
            case NEEDS_YOU -> BuildState.ESCALATED;
            case DROPPED -> BuildState.CANCELLED;
        };
    }

    private static Standing standingOf(Map<Integer, Standing> standings, QueueItem item) {
        return Objects.requireNonNull(standings.get(item.line()));
    }

    private static Standing standing(BuildState state, boolean spent) {
        return new Standing("B-42", state, 30, 600_000_000, spent);
    }
}
