package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which server, which token, and what is said when something is wrong with either. */
class ConnectionTest extends CommandTest {
    @BeforeEach
    void an_answer() {
        gateway.on("GET /api/agents", "{\"items\":[]}");
    }

    @Test
    void finds_address_and_token_in_the_state_folder() {
        var caller = new Caller(folder)
                .with("ports.json", "{\"url\":\"" + gateway.url() + "\",\"dashboard\":1}")
                .withToken(Gateway.TOKEN);

        assertThat(caller.call("agents").exitCode()).isZero();
        assertThat(gateway.last().authorization()).isEqualTo("Bearer " + Gateway.TOKEN);
    }

    @Test
    void takes_the_state_folder_before_or_after_the_command() {
        var caller = alice().unset("AFTERHOURS_STATE");

        assertThat(caller.call("agents", "--state", "state").exitCode()).isZero();
        assertThat(caller.call("--state", "state", "agents").exitCode()).isZero();
        assertThat(caller.call("--json", "--state", "state", "agents").out()).contains("\"items\"");
    }

    @Test
    void a_command_says_whether_a_person_called_it_or_an_agent_in_its_session() {
        alice().call("agents");
        assertThat(gateway.last().by()).isEqualTo("command line");

        alice().set("AFTERHOURS_SESSION", "s-12").call("agents");
        assertThat(gateway.last().by()).isEqualTo("session s-12, unasked");
    }

    @Test
    void a_token_in_the_environment_beats_the_one_in_the_folder() {
        var caller = alice().withToken("another-token").set("AFTERHOURS_TOKEN", Gateway.TOKEN);

        assertThat(caller.call("agents").exitCode()).isZero();
    }

    @Test
    void says_which_file_held_the_token_that_was_refused() {
        var outcome = alice().withToken("a-token-of-yesterday").call("agents");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("does not accept the token from " + folder.resolve("state/token"), "--state DIR")
                .doesNotContain("a-token-of-yesterday");
    }

    @Test
    void a_file_or_variable_that_holds_no_token_is_named_and_what_it_holds_is_not_repeated() {
        for (var broken : new String[] {"two\nlines", "a word", "sch\u00f6n", "nul\u0000"}) {
            var inFile = new Caller(folder).of(gateway).withToken(broken).call("agents");
            var inVariable = new Caller(folder)
                    .of(gateway)
                    .set("AFTERHOURS_TOKEN", broken)
                    .call("agents");

            assertThat(inFile.exitCode()).isEqualTo(1);
            assertThat(inFile.err())
                    .startsWith("afterhours agents: " + folder.resolve("state/token") + " holds no token")
                    .doesNotContain(broken);
            assertThat(inVariable.err())
                    .startsWith("afterhours agents: AFTERHOURS_TOKEN holds no token")
                    .doesNotContain(broken);
        }
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void says_where_it_looked_for_a_token() {
        var outcome = new Caller(folder).set("AFTERHOURS_URL", gateway.url()).call("agents");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("No token: " + folder.resolve("state/token") + " is not there");
    }

    @Test
    void an_address_that_is_none_is_wrong_usage() {
        for (var address : new String[] {
            "localhost:8080", "ftp://localhost", "http://", "http://user@host", "http://a b", "http://host:99999"
        }) {
            var outcome = new Caller(folder).set("AFTERHOURS_URL", address).call("agents");

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("AFTERHOURS_URL: expected an address", address);
        }
    }

    @Test
    void names_the_fields_that_are_wrong() {
        gateway.refuse("POST /api/builds", 400, """
                {"type":"/problems/invalid","title":"invalid","status":400,"detail":"priority: expected …","errors":[
                  {"field":"priority","expected":"one of urgent, high, medium, low","was":"hgih"},
                  {"field":"title","expected":"text of 1 to 300 characters","was":"nothing"}]}""");

        var outcome = alice().call("add", "", "--priority", "hgih");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("""
                afterhours add: The input is not valid:
                  priority: expected one of urgent, high, medium, low, was "hgih"
                  title: expected text of 1 to 300 characters, was nothing
                """);
    }

    @Test
    void says_what_is_not_there() {
        gateway.refuse("GET /api/builds/B-9", 404, "{\"status\":404,\"detail\":\"There is no build B-9.\"}");

        var outcome = alice().call("show", "B-9", "--json");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("afterhours show: There is no build B-9.\n");
    }

    @Test
    void recognizes_another_program_on_the_port() {
        gateway.on("GET /api/runners", 200, "text/html", "<html>Hello</html>");

        var outcome = alice().call("runners");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("Something that is not Afterhours answers on " + gateway.url());
    }

    @Test
    void recognizes_an_answer_that_is_cut_off() {
        gateway.on("GET /api/runners", "{\"items\":[{\"runner\":");

        var outcome = alice().call("runners");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("The answer is not JSON");
    }

    @Test
    void takes_its_token_to_no_other_place() {
        try (var stranger = Gateway.start()) {
            gateway.on("GET /api/runners", 302, "text/plain", stranger.url() + "/api/runners");

            var outcome = alice().call("runners");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void an_id_is_a_part_of_a_path_and_no_way_out_of_it() {
        alice().call("why", "../control?x=1#");

        assertThat(gateway.last().target()).isEqualTo("/api/builds/..%2Fcontrol%3Fx%3D1%23/verdict");
    }

    @Test
    void an_id_that_is_empty_is_wrong_usage_and_asks_for_nothing_else() {
        for (var call : new String[][] {{"show", ""}, {"cancel", " "}, {"policy", "show", ""}, {"logs", ""}}) {
            var outcome = new Caller(folder).of(gateway).call(call);

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("Expected an id or a name, was nothing.");
        }
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void a_broken_ports_file_is_named() {
        var outcome = new Caller(folder).with("ports.json", "{\"url\":").call("agents");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(
                        "Cannot read the address in " + folder.resolve("state/ports.json") + ": it is not JSON.",
                        "AFTERHOURS_URL");
    }
}
