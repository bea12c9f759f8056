package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterhours.contracts.access.Grants;
import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.RunnerConsumers;
import io.afterhours.contracts.stream.Streams;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    private static final Grants BUILDER = Grants.agent("builder");
    private static final Grants RUNNER = Grants.runner("runner-1", "default");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void an_agent_publishes_only_its_own(EventType type) {
        var own = type.address().replace("{agent}", "builder").replaceAll("\\{\\w+}", "x");
        var others = type.address().replace("{agent}", "other").replaceAll("\\{\\w+}", "x");
        assertThat(mayPublish(BUILDER, own)).isEqualTo(type.publisher().equals("agents"));
        assertThat(mayPublish(BUILDER, others)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent.>",
                "agent.*.progress",
                ">",
                "*.builder.progress",
                "$JS.API.STREAM.DELETE.BUILD",
                "$SYS.REQ.SERVER.PING"
            })
    void an_agent_publishes_no_wildcard_and_no_order_to_the_server(String subject) {
        assertThat(BUILDER.publish()).doesNotContain(subject).noneMatch(filter -> Matching.covers(filter, subject));
    }

    @ParameterizedTest
    @EnumSource(Streams.class)
    void of_a_streams_partitions_an_agent_gets_into_its_own(Streams stream) {
        for (var partition : stream.partitions()) {
            if (partition.isOneOfSeveral()) {
                var own = partition.equals(stream.partitionOf("builder"));
                assertThat(partition.entrances()).allSatisfy(entrance -> {
                    assertThat(mayPublish(BUILDER, entrance.replace("*", "builder")))
                            .isEqualTo(own);
                    assertThat(mayPublish(BUILDER, entrance.replace("*", "other")))
                            .isFalse();
                });
            }
        }
    }

    @Test
    void an_agent_whose_name_begins_like_another_is_another() {
        assertThat(mayPublish(Grants.agent("build"), "agent.builder.progress")).isFalse();
        assertThat(maySubscribe(Grants.agent("build"), "_INBOX_builder.x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ">", "a.b", "", "a b", "Agent"})
    void there_is_no_agent_with_a_wildcard_for_a_name(String name) {
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> Grants.agent(name));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> Grants.runner(name, "default"));
        assertThatExceptionOfType(InvalidEvent.class).isThrownBy(() -> Grants.runner("runner-1", name));
    }

    static Stream<Grants> everybody() {
        return Stream.concat(
                Stream.of(BUILDER, RUNNER), Grants.SERVICES.stream().map(Grants::service));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void nobody_reads_anothers_replies(Grants grants) {
        for (var other : List.of("builder", "runner-1", "scheduler", "cost", "progress", "dashboard", "other")) {
            assertThat(maySubscribe(grants, Grants.inboxPrefix(other) + "x.y")).isEqualTo(other.equals(grants.name()));
        }
        assertThat(maySubscribe(grants, "_INBOX.x")).isFalse();
        assertThat(maySubscribe(grants, "$SYS.ACCOUNT.x.CONNECT")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void nobody_changes_a_stream_and_only_its_keeper_lets_go_of_what_is_in_it(Grants grants) {
        for (var stream : Streams.values()) {
            var keeper = stream.keeper().equals(Optional.of(grants.name()));
            for (var partition : stream.partitions()) {
                for (var order : List.of("STREAM.DELETE", "STREAM.UPDATE", "STREAM.MSG.DELETE")) {
                    assertThat(mayPublish(grants, "$JS.API." + order + "." + partition.name()))
                            .isFalse();
                }
                assertThat(mayPublish(grants, "$JS.API.STREAM.PURGE." + partition.name()))
                        .isEqualTo(keeper);
                assertThat(mayPublish(grants, "$JS.API.CONSUMER.LIST." + partition.name()))
                        .isEqualTo(keeper);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Streams.class)
    void a_streams_keeper_publishes_there_or_is_alone_in_reading_it(Streams stream) {
        stream.keeper().ifPresent(keeper -> {
            var publishes = stream.subjects().stream()
                    .allMatch(subject -> Grants.service(keeper).publish().contains(subject));
            var readers = Consumers.of(stream).stream().map(Consumers::service).distinct();
            assertThat(publishes || readers.toList().equals(List.of(keeper))).isTrue();
        });
    }

    @Test
    void no_service_speaks_as_an_agent() {
        for (var service : Grants.SERVICES) {
            assertThat(Grants.service(service).publish())
                    .noneMatch(filter -> filter.startsWith("agent.") || filter.startsWith("*") || filter.equals(">"));
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void a_service_publishes_its_own_events_and_no_others(EventType type) {
        var subject = type.address().replaceAll("\\{\\w+}", "x");
        for (var service : List.of("scheduler", "cost", "progress", "dashboard")) {
            assertThat(mayPublish(Grants.service(service), subject))
                    .as("%s on %s", service, subject)
                    .isEqualTo(type.publisher().equals(service));
        }
        assertThat(mayPublish(
                        RUNNER, type.address().replace("{runner}", "runner-1").replaceAll("\\{\\w+}", "x")))
                .isEqualTo(type.publisher().equals("runner"));
        assertThat(mayPublish(
                        RUNNER, type.address().replace("{runner}", "runner-2").replaceAll("\\{\\w+}", "x")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Consumers.class)
    void a_service_reads_buries_and_acknowledges_its_own_consumers_alone(Consumers consumer) {
        for (var service : Grants.SERVICES) {
            var own = consumer.service().equals(service);
            var grants = Grants.service(service);
            for (var partition : consumer.stream().partitions()) {
                var place = partition.name() + "." + consumer.durable();
                assertThat(mayPublish(grants, "$JS.API.CONSUMER.MSG.NEXT." + place))
                        .isEqualTo(own);
                assertThat(mayPublish(grants, "$JS.ACK." + place + ".1.2.3.4.5"))
                        .isEqualTo(own);
            }
            assertThat(mayPublish(grants, "dead." + consumer.stream() + "." + consumer.durable()))
                    .isEqualTo(own);
        }
    }

    @ParameterizedTest
    @EnumSource(Consumers.class)
    void only_a_service_that_parks_agents_makes_consumers_of_other_names(Consumers consumer) {
        var own = Grants.service(consumer.service());
        var create = "$JS.API.CONSUMER.CREATE."
                + consumer.stream().partitionOf("builder").name() + "." + consumer.parked("builder", 17);
        assertThat(mayPublish(own, create + ".agent.builder.progress")).isEqualTo(consumer.parks());
        assertThat(mayPublish(Grants.service("dashboard"), create)).isFalse();
    }

    @Test
    void nobody_shares_a_stream_with_who_parks_agents() {
        for (var consumer : Consumers.values()) {
            if (consumer.parks()) {
                assertThat(Consumers.of(consumer.stream())).containsExactly(consumer);
            }
        }
    }

    @Test
    void a_runner_takes_the_work_of_its_pool_and_its_own_orders() {
        assertThat(mayPublish(RUNNER, next(Streams.DISPATCH, RunnerConsumers.dispatch("default"))))
                .isTrue();
        assertThat(mayPublish(RUNNER, next(Streams.DISPATCH, RunnerConsumers.dispatch("gpu"))))
                .isFalse();
        assertThat(mayPublish(RUNNER, next(Streams.COMMAND, RunnerConsumers.command("runner-1"))))
                .isTrue();
        assertThat(mayPublish(RUNNER, next(Streams.COMMAND, RunnerConsumers.command("runner-2"))))
                .isFalse();
    }

    @Test
    void the_dashboard_listens_and_publishes_nothing() {
        var dashboard = Grants.service("dashboard");
        assertThat(dashboard.publish()).isEmpty();
        assertThat(maySubscribe(dashboard, "progress.updated.s-1")).isTrue();
        assertThat(maySubscribe(dashboard, "agent.builder.log")).isFalse();
        assertThat(maySubscribe(dashboard, "dispatch.default")).isFalse();
    }

    private static String next(Streams stream, String durable) {
        return "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + durable;
    }

    private static boolean mayPublish(Grants grants, String subject) {
        return grants.publish().stream().anyMatch(filter -> Matching.covers(filter, subject));
    }

    private static boolean maySubscribe(Grants grants, String subject) {
        return grants.subscribe().stream().anyMatch(filter -> Matching.covers(filter, subject));
    }
}
