package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cli.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyEditTest extends CommandTest {
    private static final Pattern DRAFT = Pattern.compile("Your text is in (\\S+);");

    private static final String WEEK_BEFORE = week(
            stretch("16T00:00:00", "16T06:00:00", 3, "none"),
            stretch("16T22:00:00", "17T06:00:00", 3, "none"),
            stretch("17T22:00:00", "18T06:00:00.123", 3, "none"));

    private static final String WEEK_AFTER = week(
            stretch("16T00:00:00", "16T06:00:00", 5, "none"),
            stretch("16T21:00:00", "16T22:00:00", 0, "soft"),
            stretch("16T22:00:00", "17T06:00:00", 3, "none"),
            stretch("17T22:00:00", "18T06:00:00.456", 5, "none"));

    private static final String PREVIEW = Samples.PREVIEW.replaceFirst("\\}$", ",\"week\":" + WEEK_AFTER + "}");

    @BeforeEach
    void a_policy() {
        gateway.on("GET /api/policies/night", Samples.POLICY);
    }

    @Test
    void saves_what_the_editor_leaves() {
        gateway.on("PUT /api/policies/night", Samples.POLICY);

        var outcome = alice().editing(text -> text.replace("\"slots\": 3", "\"slots\": 5"))
                .call("policy", "edit", "night", "--yes");

        assertThat(outcome.exitCode()).isZero();
        assertThat(gateway.last().method()).isEqualTo("PUT");
        assertThat(gateway.last().body()).contains("\"slots\": 5");
    }

    @Test
    void shows_what_a_change_would_do_to_queue_and_week_and_saves_it_after_a_yes() {
        previews().on("PUT /api/policies/night", Samples.POLICY);

        var outcome = alice().onTerminal(100)
                .set("NO_COLOR", "1")
                .typing("y\n")
                .editing(PolicyEditTest::withFiveSlots)
                .call("policy", "edit", "night");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("night instead of saver, for 12 of 12 builds that wait\n")
                .endsWith("""

                        The week it would make, Europe/Berlin
                             00      04      08      12      16      20
                        Mon  555555555555································3333
                        Tue  333333333333································5555
                        Wed  555555555555····································
                        Thu  ················································
                        Fri  ················································
                        Sat  ················································
                        Sun  ················································
                        slots in each half hour; · nothing starts
                        DAYS      HOURS        WHO MAY START
                        Mon, Wed  00:00–06:00  5 slots, any
                        Mon       21:00–22:00  nothing starts, soft quiet
                        Mon       22:00–24:00  3 slots, any
                        Tue       00:00–06:00  3 slots, any
                        Tue       22:00–24:00  5 slots, any
                        DAYS      HOURS        BEFORE          AFTER
                        Mon, Wed  00:00–06:00  3 slots, any    5 slots, any
                        Mon       21:00–22:00  nothing starts  nothing starts, soft quiet
                        Tue       22:00–24:00  3 slots, any    5 slots, any
                        Save policy night? [y/N] \
                        """ + shown());
        assertThat(gateway.requests().stream().map(Gateway.Request::method)).startsWith("GET", "POST", "GET", "PUT");
        assertThat(gateway.requests().get(3).body()).contains("\"slots\": 5");
    }

    @Test
    void saves_nothing_without_a_yes_and_keeps_the_text() throws IOException {
        previews();

        for (var typed : List.of("", "\n", "n\n", "yesterday\n")) {
            var outcome = alice().onTerminal(100)
                    .typing(typed)
                    .editing(PolicyEditTest::withFiveSlots)
                    .call("policy", "edit", "night");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("Policy night was not saved.");
            var draft = DRAFT.matcher(outcome.err());
            assertThat(draft.find()).isTrue();
            assertThat(Path.of(draft.group(1))).content().contains("\"slots\": 5");
            Files.delete(Path.of(draft.group(1)));
        }
        assertThat(gateway.requests()).noneMatch(each -> each.method().equals("PUT"));
    }

    @Test
    void shows_what_a_change_would_do_and_saves_nothing_where_nobody_can_be_asked() throws IOException {
        previews();
        Files.writeString(folder.resolve("p.json"), Samples.POLICY);

        var read = alice().call("policy", "edit", "night", "--file", "p.json");
        var json = alice().onTerminal(100).call("policy", "edit", "night", "--file", "p.json", "--json");

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.out()).contains("start now   3, instead of 1", "The week it would make");
        assertThat(read.err()).contains("there is no terminal to ask at", "--yes");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(Doc.parse(json.out()).count("startNowAfter")).isEqualTo(3);
        assertThat(gateway.requests()).noneMatch(each -> each.method().equals("PUT"));
    }

    @Test
    void draws_the_week_of_a_policy_that_there_is_not_yet() throws IOException {
        gateway.on("POST /api/policies/mine/preview", PREVIEW).on("PUT /api/policies/mine", Samples.POLICY);
        Files.writeString(folder.resolve("p.json"), Samples.POLICY);

        var outcome = alice().onTerminal(100).typing("yes\n").call("policy", "edit", "mine", "--file", "p.json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("The week it would make").doesNotContain("BEFORE               AFTER");
        assertThat(gateway.last().method()).isEqualTo("PUT");
    }

    private Gateway previews() {
        return gateway.on("POST /api/policies/night/preview", PREVIEW).on("GET /api/policies/night/week", WEEK_BEFORE);
    }

    /** A saved policy as it is shown, without its week. */
    private String shown() {
        return policyShown().split("\nThe week", 2)[0];
    }

    private String policyShown() {
        return alice().onTerminal(100)
                .set("NO_COLOR", "1")
                .call("policy", "show", "night")
                .out();
    }

    @Test
    void a_policy_is_shown_with_its_week_where_in_it_now_is_who_may_start_and_what_comes_next() {
        gateway.on(
                "GET /api/policies/night/week",
                week(stretch("16T00:00:00", "16T06:00:00", 5, "none"), stretch("21T22:00:00", "22T06:00:00", 3, "soft"))
                        .replaceFirst(
                                "\\{", "{\"now\":\"2026-11-21T22:40:00Z\",\"nextChange\":\"2026-11-22T05:00:00Z\","));

        assertThat(policyShown()).contains("""
                Sat  ············································3333
                                                                    ^ now
                Sun  333333333333····································
                slots in each half hour; · nothing starts
                DAYS  HOURS        WHO MAY START
                Mon   00:00–06:00  5 slots, any
                Sat   22:00–24:00  3 slots, any, soft quiet
                Sun   00:00–06:00  3 slots, any, soft quiet
                now         3 slots, any, soft quiet
                """).containsPattern("next change in 6 h.* \\(Sun 06:00\\)");
    }

    private static String withFiveSlots(String policy) {
        return policy.replace("\"slots\": 3", "\"slots\": 5");
    }

    private static String week(String... stretches) {
        return "{\"zone\":\"Europe/Berlin\",\"stretches\":[" + String.join(",", stretches) + "]}";
    }

    private static String stretch(String from, String until, int slots, String quiet) {
        return """
                {"localFrom":"2026-11-%s","localUntil":"2026-11-%s","slots":%d,"starts":[%s],"quiet":"%s","context":""}""".formatted(from, until, slots, slots == 0 ? "" : "\"any\"", quiet);
    }

    @Test
    void saves_nothing_when_nothing_was_changed() {
        var outcome = alice().call("policy", "edit", "night", "--yes");

        assertThat(outcome.out()).isEqualTo("Nothing was changed.\n");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void keeps_a_text_that_was_refused() throws IOException {
        gateway.refuse("PUT /api/policies/night", 400, """
                {"status":400,"detail":"…","errors":[{"field":"bands[0].slots","expected":"a number from 0 to 100","was":"500"}]}""");

        var outcome = alice().editing(text -> text.replace("\"slots\": 3", "\"slots\": 500"))
                .call("policy", "edit", "night", "--yes");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("bands[0].slots: expected a number from 0 to 100, was \"500\"");
        var draft = DRAFT.matcher(outcome.err());
        assertThat(draft.find()).isTrue();
        assertThat(Path.of(draft.group(1))).content().contains("\"slots\": 500");
        Files.delete(Path.of(draft.group(1)));
    }

    @Test
    void takes_a_file_or_standard_input() throws IOException {
        gateway.on("PUT /api/policies/first-night", Samples.POLICY);
        Files.writeString(folder.resolve("p.json"), "{\"bands\":[]}");

        assertThat(alice().call("policy", "edit", "first-night", "--file", "p.json", "--yes")
                        .exitCode())
                .isZero();
        assertThat(gateway.last().body()).isEqualTo("{\"bands\":[]}");
        assertThat(alice().typing("{\"bands\":[1]}")
                        .call("policy", "edit", "first-night", "--file", "-", "--yes")
                        .exitCode())
                .isZero();
        assertThat(gateway.last().body()).isEqualTo("{\"bands\":[1]}");
    }

    @Test
    void names_a_file_that_is_no_policy() throws IOException {
        Files.writeString(folder.resolve("p.json"), "bands: none");
        Files.writeString(folder.resolve("list.json"), "[]");

        assertThat(alice().call("policy", "edit", "x", "--file", "p.json").err())
                .contains("p.json is not JSON");
        assertThat(alice().call("policy", "edit", "x", "--file", "list.json").err())
                .contains("expected a policy");
        assertThat(alice().call("policy", "edit", "x", "--file", "no.json").err())
                .contains("There is no file " + folder.resolve("no.json") + ".");
        assertThat(gateway.requests()).isEmpty();
    }
}
