package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SimulateTest extends CommandTest {
    @Test
    void policies_stand_side_by_side_with_a_picture() {
        gateway.on("POST /api/simulations", Samples.SIMULATION);

        assertThat(alice().call("simulate").out()).isEqualTo("""
                2 days of 3 builds  from Mon 00:00, runners with 3 slots, seed 1

                                                NIGHT           SAVER
                finished                            2               1
                given up, rejected               0, 1            0, 1
                still open                          0         1 quiet
                hours worked                      2.5             0.5
                  while you were away             2.3             0.0
                a night brings           2.0 in 2.5 h        0 in 0 h
                cost                            $1.50           $0.50
                  of it failed                  $0.25           $0.00
                  per finished build            $0.75           $0.50
                waiting p50, p90       22.0 h, 23.1 h  18.0 h, 18.0 h
                until done p50, p90    23.0 h, 24.3 h  18.5 h, 18.5 h
                all done after                 26.0 h               –
                attempts, failed                 3, 1            1, 0
                escalations                         0               0
                consents asked                      1               1
                your time                       0.1 h           0.1 h
                budget held                  3/3 days               –
                multiplier                      0.14×            0.0×

                Attempts at once, by the hour of the day
                               0           6           12          18         24
                night          ▄▄▁▁                                        ▅▅██
                saver                                              ▁▁
                               █ is 3.0

                Finished, day by day
                night           █
                saver          ▄▄
                               █ is 2
                ! line 9  - [ ] One - Effort: soon  Effort: expected a duration
                """);
    }

    @Test
    void it_is_asked_about_until_it_is_done() {
        gateway.on(
                        "POST /api/simulations",
                        202,
                        "application/json",
                        "{\"id\":\"s-1\",\"state\":\"running\",\"percent\":0}")
                .on("GET /api/simulations/s-1", "{\"id\":\"s-1\",\"state\":\"running\",\"percent\":50}")
                .on("GET /api/simulations/s-1", Samples.SIMULATION);

        var outcome = alice().call("simulate", "--json");

        assertThat(outcome.out()).contains("\"seed\": 1").doesNotContain("\"percent\"");
    }

    @Test
    void what_is_asked_for_is_what_was_said() throws Exception {
        gateway.on("POST /api/simulations", Samples.SIMULATION);
        Files.writeString(folder.resolve("mine.md"), "- [ ] One\n");
        Files.writeString(folder.resolve("own.json"), "{\"name\":\"own\"}");

        alice().call(
                        "simulate",
                        "--days",
                        "30",
                        "--policy",
                        "night",
                        "--policy",
                        "own.json",
                        "--queue",
                        "mine.md",
                        "--builds",
                        "20",
                        "--arrivals",
                        "2.5",
                        "--seed",
                        "7",
                        "--from",
                        "2026-11-23",
                        "--slots",
                        "3",
                        "--budget",
                        "day=10",
                        "--no-retries");

        assertThat(gateway.last().body().replaceAll("\\s", ""))
                .isEqualTo(
                        "{\"days\":30,\"policies\":[\"night\",{\"name\":\"own\"}],\"markdown\":\"-[]One\\n\",\"builds\":20,"
                                + "\"arrivals\":2.5,\"seed\":7,\"from\":\"2026-11-22T23:00:00Z\",\"slots\":3,"
                                + "\"budgets\":{\"day\":10},\"retries\":false}");
    }

    @Test
    void one_that_failed_is_no_answer() {
        gateway.on(
                "POST /api/simulations", "{\"id\":\"s-1\",\"state\":\"failed\",\"percent\":3,\"fault\":\"It broke.\"}");

        var outcome = alice().call("simulate");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("It broke.");
    }
}
