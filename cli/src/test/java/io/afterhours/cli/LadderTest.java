package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LadderTest extends CommandTest {
    private static final Pattern DRAFT =
            Pattern.compile("Your text is in (\\S+); mend it and call: afterhours ladder edit --file");

    @BeforeEach
    void a_ladder() {
        gateway.on("GET /api/ladder", Samples.LADDER);
    }

    @Test
    void the_ladder_is_a_table_of_rungs_and_one_of_classes_with_how_often_each_rung_helped() {
        assertThat(alice().call("ladder").out()).isEqualTo("""
                version 3 changed 2 h 30 min ago (21:00) by alice: codex mends more
                RUNG   WAITS  THE NEXT ATTEMPT                                                TELLS      HELPED
                   1    30 s  all of it                                                       nobody  78 % of 9
                   2  10 min  a smaller scope, by codex, with gpt-5, not told the last lines  person     - of 2
                AFTER    WHAT HAPPENS                                                         RUNG 1  RUNG 2
                crashed  climbs                                                            67 % of 6  - of 2
                network  climbs, skips 2, always all of it, offers retry, drop                - of 3
                lost     costs no attempt, a person at 5 in a row
                auth     straight to a person, offers retry, other-agent, take-over, drop
                waits       2 s, 5 s: those of policy first-night count instead
                helped      of the attempts on a rung in the last 90 days, so many finished their build; - below 5
                """);
    }

    @Test
    void an_attempt_says_which_rung_it_was_and_what_it_followed() {
        gateway.on("GET /api/builds/B-9", """
                {"id":"B-9","title":"Mend it","state":"finished","attempts":[
                  {"number":2,"state":"succeeded","rung":{"number":1,"after":"crashed"},"summary":"Mended."}]}""");

        assertThat(alice().call("show", "B-9").out()).contains("rung 1 after crashed; Mended.");
    }

    @Test
    void the_editor_gets_the_ladder_and_nothing_that_is_only_known_of_it() {
        gateway.on("PUT /api/ladder", Samples.LADDER);

        var outcome = alice().editing(text -> text.replace("PT30S", "PT45S"))
                .call("ladder", "edit", "--note", "slower & surer");

        assertThat(outcome.exitCode()).isZero();
        assertThat(gateway.last().method()).isEqualTo("PUT");
        assertThat(gateway.last().target()).isEqualTo("/api/ladder?note=slower%20%26%20surer");
        assertThat(gateway.last().body()).contains("PT45S", "\"classes\"").doesNotContain("rates", "changedBy");
    }

    @Test
    void saves_nothing_when_nothing_was_changed() {
        assertThat(alice().call("ladder", "edit").out()).isEqualTo("Nothing was changed.\n");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void keeps_a_text_that_was_refused() throws Exception {
        gateway.refuse("PUT /api/ladder", 400, """
                {"status":400,"detail":"…","errors":[{"field":"rungs[0].wait","expected":"zero or more","was":"-PT1S"}]}""");

        var outcome = alice().editing(text -> text.replace("PT30S", "-PT1S")).call("ladder", "edit");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("rungs[0].wait: expected zero or more, was \"-PT1S\"");
        var draft = DRAFT.matcher(outcome.err());
        assertThat(draft.find()).isTrue();
        assertThat(Path.of(draft.group(1))).content().contains("-PT1S");
        Files.delete(Path.of(draft.group(1)));
    }

    @Test
    void names_a_file_that_is_no_ladder() throws Exception {
        Files.writeString(folder.resolve("list.json"), "[]");

        assertThat(alice().call("ladder", "edit", "--file", "list.json").err())
                .contains("expected a ladder, a JSON object with \"rungs\"");
    }
}
