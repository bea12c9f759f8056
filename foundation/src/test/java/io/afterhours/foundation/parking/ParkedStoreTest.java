package io.afterhours.foundation.parking;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.nats.ParkedAgents.Parked;
import io.afterhours.foundation.nats.ParkedAgents.Part;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ParkedStoreTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Inject
    Jdbi jdbi;

    private final String consumer = "consumer-" + UUID.randomUUID();
    private final List<String> said = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ParkedStore store;

    @SuppressWarnings("NullAway.Init")
    private ParkedStore other;

    @BeforeEach
    void two_processes() {
        store = ofAProcess();
        other = ofAProcess();
    }

    @Test
    void tells_once_that_an_agent_is_parked_and_once_that_it_is_not() {
        store.park(consumer, List.of(new Part("flooder", 10, 20)));
        store.park(consumer, List.of(new Part("flooder", 21, 30)));
        other.park(consumer, List.of(new Part("flooder", 31, 40)));
        store.comeBack(consumer, "flooder");
        assertThat(store.end(consumer, "flooder", 40)).isTrue();
        assertThat(store.end(consumer, "flooder", 40)).isFalse();

        assertThat(said).containsExactly("parked flooder", "over flooder");
    }

    @Test
    void keeps_the_first_place_and_the_last() {
        store.park(consumer, List.of(new Part("flooder", 10, 20)));
        store.park(consumer, List.of(new Part("flooder", 31, 40)));
        store.park(consumer, List.of(new Part("flooder", 21, 30), new Part("another", 5, 5)));

        assertThat(store.claim(consumer, LONG))
                .extracting(Parked::part)
                .containsExactlyInAnyOrder(new Part("flooder", 10, 40), new Part("another", 5, 5));
    }

    @Test
    void who_is_parked_is_told_and_becomes_nobodys_by_that() {
        store.park(consumer, List.of(new Part("flooder", 10, 20)));

        assertThat(store.all(consumer)).extracting(Parked::part).containsExactly(new Part("flooder", 10, 20));
        assertThat(other.claim(consumer, LONG)).extracting(Parked::mine).containsExactly(true);
        assertThat(store.all(consumer)).extracting(Parked::mine).containsExactly(false);
    }

    @Test
    void an_agent_is_one_processs_until_its_lease_is_over() {
        store.park(consumer, List.of(new Part("flooder", 10, 20)));

        assertThat(store.claim(consumer, LONG)).extracting(Parked::mine).containsExactly(true);
        assertThat(other.claim(consumer, LONG)).extracting(Parked::mine).containsExactly(false);
        assertThat(store.claim(consumer, Duration.ZERO))
                .extracting(Parked::mine)
                .containsExactly(true);
        assertThat(other.claim(consumer, LONG)).extracting(Parked::mine).containsExactly(true);
    }

    @Test
    void how_far_it_is_never_goes_back_and_is_said_by_whose_it_is_alone() {
        store.park(consumer, List.of(new Part("flooder", 10, 20)));
        store.claim(consumer, LONG);
        store.note(consumer, "flooder", 15, 5);
        store.note(consumer, "flooder", 12, 4);
        other.note(consumer, "flooder", 20, 0);

        assertThat(store.claim(consumer, LONG)).extracting(Parked::done).containsExactly(15L);
        assertThat(store.list(consumer)).extracting(ParkedStore.Shown::waiting).containsExactly(4L);
    }

    @Test
    void it_is_not_over_while_more_is_passed_over() {
        store.park(consumer, List.of(new Part("flooder", 10, 20)));
        assertThat(store.end(consumer, "flooder", 20)).isFalse();
        store.comeBack(consumer, "flooder");
        other.park(consumer, List.of(new Part("flooder", 21, 21)));
        assertThat(store.end(consumer, "flooder", 20)).isFalse();
        assertThat(store.claim(consumer, LONG)).extracting(Parked::comingBack).containsExactly(false);
    }

    private ParkedStore ofAProcess() {
        return new ParkedStore(jdbi, List.of(new Listener()), UUID.randomUUID());
    }

    private final class Listener implements ParkingNews {
        @Override
        public void parked(Handle tx, String at, String agent, Instant since) {
            said.add("parked " + agent);
        }

        @Override
        public void over(Handle tx, String at, String agent, Instant since) {
            said.add("over " + agent);
        }
    }
}
