package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventsContractTest {
    @ParameterizedTest
    @EnumSource(EventType.class)
    void an_event_is_written_as_its_golden_file(EventType type) throws IOException {
        assertThat(Json.mapper().readTree(Json.write(Samples.of(type))))
                .isEqualTo(Json.mapper().readTree(Generated.golden(type)));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void a_golden_file_is_read_as_its_event(EventType type) {
        assertThat((Object) Json.read(bytes(Generated.golden(type)), type.record()))
                .isEqualTo(Samples.of(type));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void a_golden_file_fills_every_field(EventType type) {
        for (var component : type.record().getRecordComponents()) {
            var value = Probe.get(component, Samples.of(type));
            assertThat(value).as(component.getName()).isNotNull();
            if (value instanceof Collection<?> items) {
                assertThat(items).as(component.getName()).isNotEmpty();
            }
        }
    }

    @Test
    void every_golden_file_is_of_an_event_there_is() throws IOException {
        try (var files = Files.list(Generated.root().resolve("contracts/src/test/resources/golden"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                            .map(type -> type.typeName() + ".v" + type.version() + ".json")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_schema_is_what_the_record_says(EventType type) {
        Generated.assertCurrent("contracts/src/main/resources/schemas/" + type.schemaFile(), SchemaWriter.write(type));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_golden_file_fits_the_schema(EventType type) {
        assertThat(complaints(type, Generated.golden(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void an_example_of_the_reference_fits_schema_and_record(EventType type, String example) {
        assertThat(complaints(type, example)).isEmpty();
        assertThat((Object) Json.read(bytes(example), type.record())).isNotNull();
    }

    static Stream<Arguments> an_example_of_the_reference_fits_schema_and_record() {
        return ReferenceWriter.EXAMPLES.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(example -> Arguments.of(each.getKey(), example)));
    }

    @ParameterizedTest
    @MethodSource
    void the_schema_refuses_what_the_record_refuses(EventType type, String payload) {
        assertThat(complaints(type, payload)).isNotEmpty();
    }

    static Stream<Arguments> the_schema_refuses_what_the_record_refuses() {
        return Stream.of(
                Arguments.of(EventType.PROGRESS_REPORTED, "{\"percent\":50}"),
                Arguments.of(EventType.PROGRESS_REPORTED, "{\"session\":null,\"percent\":50}"),
                Arguments.of(EventType.PROGRESS_REPORTED, "{\"session\":\"s-1\",\"percent\":101}"),
                Arguments.of(EventType.PROGRESS_REPORTED, "{\"session\":\"s-1\",\"percent\":-1}"),
                Arguments.of(EventType.PROGRESS_REPORTED, "{\"session\":\"s-1\",\"percent\":\"half\"}"),
                Arguments.of(EventType.USAGE_REPORTED, "{\"session\":\"s-1\",\"model\":\"m\",\"inputTokens\":-5}"),
                Arguments.of(
                        EventType.USAGE_REPORTED, "{\"session\":\"s-1\",\"model\":\"m\",\"outputTokens\":10000000001}"),
                Arguments.of(EventType.BUILD_REQUESTED, "{\"title\":\"x\",\"kind\":\"Landing Page\"}"),
                Arguments.of(EventType.BUILD_REQUESTED, "{\"title\":\"x\",\"impact\":11}"),
                Arguments.of(EventType.BUILD_REQUESTED, "{\"title\":\"x\",\"impact\":0}"),
                Arguments.of(EventType.ESCALATION_REQUESTED, "{\"title\":\"x\",\"severity\":\"dire\"}"));
    }

    @Test
    void work_on_one_build_needs_no_members() {
        var payload = """
                {"session":"s-1","build":"B-42","number":1,"fence":7,"lease":"PT45S","title":"Tidy up","prompt":"Tidy up",
                 "profile":"shell","tags":[]}""";

        assertThat(complaints(EventType.ATTEMPT_DISPATCHED, payload)).isEmpty();
        assertThat(Json.read(bytes(payload), AttemptDispatched.class).members()).isEmpty();
    }

    @Test
    void the_reference_is_what_the_registry_says() {
        Generated.assertCurrent("docs/reference/events.md", ReferenceWriter.write());
    }

    private static Collection<?> complaints(EventType type, String payload) {
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SchemaWriter.write(type));
        try {
            return schema.validate(Json.mapper().readTree(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
