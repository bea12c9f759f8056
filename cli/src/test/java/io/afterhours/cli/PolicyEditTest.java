package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyEditTest {
    private static final Pattern DRAFT = Pattern.compile("Your text is in (\\S+);");

    private final Gateway gateway = Gateway.start().on("GET /api/policies/night", Samples.POLICY);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Caller alice() {
        return new Caller(folder).of(gateway);
    }

    @Test
    void saves_what_the_editor_leaves() {
        gateway.on("PUT /api/policies/night", Samples.POLICY);

        var outcome = alice().editing(text -> text.replace("\"slots\": 3", "\"slots\": 5"))
                .call("policy", "edit", "night");

        assertThat(outcome.exitCode()).isZero();
        assertThat(gateway.last().method()).isEqualTo("PUT");
        assertThat(gateway.last().body()).contains("\"slots\": 5");
    }

    @Test
    void saves_nothing_when_nothing_was_changed() {
        var outcome = alice().call("policy", "edit", "night");

        assertThat(outcome.out()).isEqualTo("Nothing was changed.\n");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void keeps_a_text_that_was_refused() throws IOException {
        gateway.refuse("PUT /api/policies/night", 400, """
                {"status":400,"detail":"…","errors":[{"field":"bands[0].slots","expected":"a number from 0 to 100","was":"500"}]}""");

        var outcome = alice().editing(text -> text.replace("\"slots\": 3", "\"slots\": 500"))
                .call("policy", "edit", "night");

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

        assertThat(alice().call("policy", "edit", "first-night", "--file", "p.json")
                        .exitCode())
                .isZero();
        assertThat(gateway.last().body()).isEqualTo("{\"bands\":[]}");
        assertThat(alice().typing("{\"bands\":[1]}")
                        .call("policy", "edit", "first-night", "--file", "-")
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
                .contains("There is no file no.json.");
        assertThat(gateway.requests()).isEmpty();
    }
}
