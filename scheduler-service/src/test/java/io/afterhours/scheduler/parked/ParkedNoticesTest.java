package io.afterhours.scheduler.parked;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.scheduler.dispatch.Workbench;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedNoticesTest {
    private static final String TITLE = "flooder sends too much progress";

    private final Workbench bench = Workbench.open(1);

    @Test
    void an_agent_is_put_before_the_person_once_while_it_is_parked() {
        hear("flooder", true);
        hear("flooder", true);

        assertThat(open()).containsExactly(TITLE);
        assertThat(bench.jdbi()
                        .<String, RuntimeException>withHandle(tx -> tx.createQuery("select question from escalation")
                                .mapTo(String.class)
                                .one()))
                .startsWith("More than 1,000 reports a second came from flooder. It is parked: ");
    }

    @Test
    void it_is_taken_back_when_all_is_applied_and_raised_again_the_next_time() {
        hear("flooder", true);
        hear("another", true);
        hear("flooder", false);
        assertThat(open()).containsExactly("another sends too much progress");

        hear("flooder", true);
        assertThat(open()).containsExactly("another sends too much progress", TITLE);
    }

    private void hear(String agent, boolean parked) {
        var now = bench.clock().instant();
        bench.jdbi()
                .useTransaction(
                        tx -> bench.get(ParkedNotices.class).tell(tx, new AgentParked(agent, parked, 1_000, now, now)));
    }

    private List<String> open() {
        return bench.jdbi()
                .withHandle(tx -> tx.createQuery("select title from escalation where state = 'open' order by number")
                        .mapTo(String.class)
                        .list());
    }
}
