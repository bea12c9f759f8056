package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SafetyTest extends CommandTest {
    @Test
    void safety_lists_what_is_always_fine() {
        gateway.on("GET /api/safety", Samples.SAFETY);

        assertThat(alice().call("safety").out()).isEqualTo("""
                RULE  CHECK        KIND       BY     SINCE  WORDS
                S-2   destructive  chore      alice  19:05  delete backups
                S-1   external     marketing  alice  19:05  whatever it sees
                `afterhours safety forget RULE` withdraws one; what has not started is then looked at again.
                """);
    }

    @Test
    void safety_says_what_is_seen_in_a_text_and_what_would_hold_it() throws Exception {
        gateway.on("POST /api/safety/check", """
                {"findings":[{"check":"destructive","words":["Delete","backups"]},{"check":"external","words":["Send","customers"]}],
                 "held":[{"check":"external","words":["Send","customers"]}]}""");
        Files.writeString(
                folder.resolve("task.md"), "# Tidy up\n\nDelete the old backups. Send the customers a mail.\n");

        assertThat(alice().call("safety", "check", "--file", "task.md", "--kind", "chore")
                        .out())
                .isEqualTo("""
                destructive  may destroy something: “Delete … backups”  (always fine for this kind)
                external  reaches people or costs money: “Send … customers”
                Such a build would be held until you answer.
                """);
        assertThat(gateway.requests().getLast().body())
                .contains("\"title\": \"Tidy up\"", "Delete the old backups", "\"kind\": \"chore\"");
    }

    @Test
    void a_text_in_which_nothing_is_seen_would_not_be_held() {
        gateway.on("POST /api/safety/check", "{\"findings\":[],\"held\":[]}");

        assertThat(alice().call("safety", "check", "Write the Atlas manual").out())
                .isEqualTo("Nothing was seen. Such a build would not be held for its text.\n");
        assertThat(gateway.requests().getLast().body())
                .contains("\"title\": \"Write the Atlas manual\"")
                .doesNotContain("prompt");
    }

    @Test
    void a_check_without_a_text_is_wrong_usage() {
        assertThat(alice().call("safety", "check").exitCode()).isEqualTo(2);
        assertThat(alice().call("safety", "check", " ").err()).contains("There is no text to look at.");
    }

    @Test
    void what_is_allowed_ahead_stands_in_the_list() {
        gateway.on("POST /api/safety/rules", Samples.SAFETY);

        var told = alice().call(
                        "safety",
                        "allow",
                        "destructive",
                        "--kind",
                        "chore",
                        "--words",
                        "delete backups",
                        "--note",
                        "ours");

        assertThat(told.out()).contains("S-2   destructive  chore");
        assertThat(gateway.last().body())
                .contains(
                        "\"check\": \"destructive\"",
                        "\"kind\": \"chore\"",
                        "\"words\": \"delete backups\"",
                        "\"note\": \"ours\"");
        assertThat(alice().call("safety", "allow", "destructive").err()).contains("--kind");
    }

    @Test
    void what_is_forgotten_is_said() {
        gateway.on(
                "DELETE /api/safety/rules/S-2",
                "{\"id\":\"S-2\",\"check\":\"external\",\"kind\":\"marketing\",\"words\":\"send customers\"}");

        assertThat(alice().call("safety", "forget", "S-2").out())
                .isEqualTo("S-2 counts no more: external for kind marketing, “send customers”.\n");
    }
}
