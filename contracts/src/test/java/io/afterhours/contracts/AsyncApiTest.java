package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.afterhours.contracts.stream.Consumers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final String PATH = "contracts/src/main/resources/asyncapi.yaml";

    @Test
    void the_document_is_what_the_registry_says() {
        Generated.assertCurrent(PATH, AsyncApiWriter.write());
    }

    @Test
    void it_has_a_channel_a_message_and_a_publisher_for_every_event() throws IOException {
        var document = document();
        for (var type : EventType.values()) {
            var name = AsyncApiWriter.name(type);
            assertThat(document.at("/channels/" + name + "/address").asText()).isEqualTo(type.address());
            assertThat(document.at("/channels/" + name + "/x-jetstream/stream").asText())
                    .isEqualTo(type.stream().name());
            assertThat(document.at("/components/messages/" + name + "/name").asText())
                    .isEqualTo(type.ceType());
            assertThat(document.at("/operations").findParents("x-publisher"))
                    .anySatisfy(operation ->
                            assertThat(operation.at("/channel/$ref").asText()).isEqualTo("#/channels/" + name));
        }
    }

    @Test
    void every_parameter_of_an_address_is_described_and_no_other() throws IOException {
        for (var channel : document().get("channels")) {
            var names =
                    Pattern.compile("\\{(\\w+)}").matcher(channel.get("address").asText());
            var inAddress = names.results().map(match -> match.group(1)).toList();
            var described = new ArrayList<String>();
            channel.path("parameters").fieldNames().forEachRemaining(described::add);
            assertThat(described).containsExactlyInAnyOrderElementsOf(inAddress);
        }
    }

    @Test
    void every_reference_leads_somewhere() throws IOException {
        var document = document();
        var references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        for (var reference : references) {
            if (reference.startsWith("#")) {
                assertThat(document.at(JsonPointer.compile(reference.substring(1)))
                                .isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(file().resolveSibling(reference)).exists();
            }
        }
    }

    @Test
    void an_operation_names_messages_of_its_own_channel() throws IOException {
        for (var operation : document().get("operations")) {
            assertThat(List.of("send", "receive"))
                    .contains(operation.get("action").asText());
            var channel = operation.at("/channel/$ref").asText();
            for (var message : operation.get("messages")) {
                assertThat(message.get("$ref").asText()).startsWith(channel + "/messages/");
            }
        }
    }

    @Test
    void every_consumer_reads_an_event() throws IOException {
        var durables = document().get("operations").findValuesAsText("durable");
        for (var consumer : Consumers.values()) {
            assertThat(durables).contains(consumer.durable());
        }
    }

    private static JsonNode document() throws IOException {
        return YAMLMapper.builder().build().readTree(Files.readString(file()));
    }

    private static Path file() {
        return Generated.root().resolve(PATH);
    }
}
