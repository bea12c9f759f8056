package io.afterhours.cost.usage;

import static io.afterhours.cost.Http.caller;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.afterhours.testkit.ServersResource;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class OtlpServiceTest {
    private static final AggregationTemporality DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    @Inject
    Jdbi jdbi;

    private final String session = UUID.randomUUID().toString();
    private final long now = 1_000_000_000L * (Instant.now().getEpochSecond() - 120);

    @Test
    void what_came_since_the_export_before_is_booked_once_however_often_it_is_sent() throws Exception {
        var first = export(DELTA, now - 60, now, 1_200, 0.25);

        post(first);
        post(first);
        post(export(DELTA, now, now + 60, 800, 0.125));

        booked(2, 2_000, "0.375");
    }

    @Test
    void sums_are_booked_by_what_they_grew_and_a_process_that_begins_anew_counts_from_nothing() throws Exception {
        post(export(CUMULATIVE, now, now + 60, 1_000, 0.25));
        post(export(CUMULATIVE, now, now + 60, 1_000, 0.25));
        post(export(CUMULATIVE, now, now + 120, 1_500, 0.5));
        post(export(CUMULATIVE, now + 200, now + 260, 400, 0.125));

        booked(3, 1_900, "0.625");
    }

    @Test
    void sums_whose_figures_began_at_different_moments_are_booked_once_with_what_they_cost() throws Exception {
        post(export(CUMULATIVE, now, now + 5, now + 60, 1_000, 0.25));
        post(export(CUMULATIVE, now, now + 5, now + 60, 1_000, 0.25));
        post(export(CUMULATIVE, now, now + 5, now + 120, 1_500, 0.5));

        booked(2, 1_500, "0.50");
    }

    @Test
    void the_same_is_taken_as_json() throws Exception {
        var json = JsonFormat.printer().print(export(DELTA, now - 60, now, 1_200, 0.25));

        given(caller())
                .contentType("application/json")
                .body(json)
                .post("/api/otlp/v1/metrics")
                .then()
                .statusCode(200)
                .contentType("application/json");
        post(export(DELTA, now - 60, now, 1_200, 0.25));

        booked(1, 1_200, "0.25");
    }

    @Test
    void a_session_that_the_runner_reports_is_not_counted_twice() throws Exception {
        jdbi.useHandle(tx -> tx.execute(
                "insert into session (session, build, agent, claimed) values (?, 'B-77', 'claude', false)", session));

        assertThat(answer(post(export(DELTA, now - 60, now, 1_200, 0.25))).hasPartialSuccess())
                .isFalse();

        given(caller())
                .get("/api/costs/today?by=session&limit=500")
                .then()
                .body("rows.findAll { it.key == 'claude-%s' }.size()".formatted(session), equalTo(0));
    }

    @Test
    void what_cannot_be_booked_is_told_to_the_sender() throws Exception {
        var old = answer(post(export(DELTA, 0, 1, 1_200, 0.25))).getPartialSuccess();
        assertThat(old.getRejectedDataPoints()).isEqualTo(2);
        assertThat(old.getErrorMessage()).startsWith("at: expected");

        given(caller())
                .contentType("application/x-protobuf")
                .body(new byte[] {1, 2, 3})
                .post("/api/otlp/v1/metrics")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("payload"));
    }

    private void booked(int calls, int tokens, String cost) {
        given(caller())
                .get("/api/costs/range?from=%s&by=session&limit=500".formatted("2026-01-01"))
                .then()
                .body("rows.find { it.key == 'claude-%s' }.calls".formatted(session), equalTo(calls))
                .body("rows.find { it.key == 'claude-%s' }.inputTokens".formatted(session), equalTo(tokens))
                .body("rows.find { it.key == 'claude-%s' }.cost".formatted(session), equalTo(cost));
    }

    private static ValidatableResponse post(ExportMetricsServiceRequest export) {
        return given(caller())
                .contentType("application/x-protobuf")
                .body(export.toByteArray())
                .post("/api/otlp/v1/metrics")
                .then()
                .statusCode(200)
                .contentType("application/x-protobuf");
    }

    private static ExportMetricsServiceResponse answer(ValidatableResponse response)
            throws InvalidProtocolBufferException {
        return ExportMetricsServiceResponse.parseFrom(response.extract().asByteArray());
    }

    private ExportMetricsServiceRequest export(
            AggregationTemporality temporality, long start, long time, long tokens, double dollars) {
        return export(temporality, start, start, time, tokens, dollars);
    }

    private ExportMetricsServiceRequest export(
            AggregationTemporality temporality, long start, long costStart, long time, long tokens, double dollars) {
        var point = NumberDataPoint.newBuilder()
                .addAttributes(attribute("session.id", session))
                .addAttributes(attribute("model", "claude-sonnet-4-5"))
                .setTimeUnixNano(time);
        var used = point.clone()
                .addAttributes(attribute("type", "input"))
                .setStartTimeUnixNano(start)
                .setAsInt(tokens);
        var request = ExportMetricsServiceRequest.newBuilder();
        var scope = request.addResourceMetricsBuilder().addScopeMetricsBuilder();
        Map.of(
                        "claude_code.token.usage",
                        used,
                        "claude_code.cost.usage",
                        point.clone().setStartTimeUnixNano(costStart).setAsDouble(dollars))
                .forEach((name, each) -> scope.addMetrics(Metric.newBuilder()
                        .setName(name)
                        .setSum(Sum.newBuilder()
                                .setAggregationTemporality(temporality)
                                .addDataPoints(each))));
        scope.addMetrics(Metric.newBuilder().setName("claude_code.session.count"));
        return request.build();
    }

    private static KeyValue.Builder attribute(String name, String value) {
        return KeyValue.newBuilder().setKey(name).setValue(AnyValue.newBuilder().setStringValue(value));
    }
}
