package io.afterhours.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.afterhours.contracts.agent.Dependency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes an event's JSON Schema from its record: structure by reflection, limits by {@link Probe}, words by Javadoc. */
final class SchemaWriter {
    private static final SchemaGenerator GENERATOR = generator();

    private SchemaWriter() {}

    static String write(EventType type) {
        var made = GENERATOR.generateSchema(type.record());
        var schema = Json.mapper().createObjectNode();
        schema.set("$schema", made.remove("$schema"));
        schema.put("$id", "urn:afterhours:" + type.typeName() + ":v" + type.version());
        schema.put("title", type.ceType());
        schema.put("description", Javadocs.of(type.record()).text());
        schema.setAll(made);
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SchemaGenerator generator() {
        var config = new SchemaGeneratorConfigBuilder(
                        Json.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(Option.INLINE_ALL_SCHEMAS);
        config.forTypesInGeneral()
                .withPropertySorter((left, right) -> 0)
                .withCustomDefinitionProvider((type, context) -> {
                    var schema = context.getGeneratorConfig().createObjectNode();
                    var known = custom(type.getErasedType(), schema);
                    return known ? new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES) : null;
                });
        config.forFields()
                .withRequiredCheck(field -> probe(field).required())
                .withNullableCheck(field ->
                        !field.isFakeContainerItemScope() && probe(field).nullable())
                .withDescriptionResolver(SchemaWriter::described)
                .withStringMaxLengthResolver(
                        field -> is(field, String.class) ? number(probe(field).longestText()) : null)
                .withStringPatternResolver(
                        field -> is(field, String.class) && probe(field).isId() ? "^" + Check.ID.pattern() + "$" : null)
                .withArrayMaxItemsResolver(
                        field -> is(field, List.class) ? number(probe(field).mostItems()) : null)
                .withNumberInclusiveMinimumResolver(
                        field -> isNumber(field) ? decimal(probe(field).leastNumber()) : null)
                .withNumberInclusiveMaximumResolver(
                        field -> isNumber(field) ? decimal(probe(field).largestNumber()) : null);
        return new SchemaGenerator(config.build());
    }

    /** The types that are written otherwise than their fields would suggest. */
    private static boolean custom(Class<?> type, ObjectNode schema) {
        if (type == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (type == Duration.class) {
            schema.put("type", "string")
                    .put("description", "An ISO 8601 duration such as PT2H; an effort also as 2h or 30min.");
        } else if (type == BigDecimal.class) {
            schema.put("description", "An amount in USD, as a number or a decimal string.");
            var forms = schema.putArray("anyOf");
            forms.addObject().put("type", "number").put("minimum", 0);
            forms.addObject().put("type", "string").put("pattern", "^\\d{1,6}(\\.\\d{1,30})?$");
        } else if (type == Dependency.class) {
            schema.put("description", Javadocs.of(Dependency.class).text());
            var forms = schema.putArray("anyOf");
            forms.addObject().put("type", "string").put("maxLength", 40);
            var object = forms.addObject().put("type", "object");
            var properties = object.putObject("properties");
            properties.putObject("id").put("type", "string").put("maxLength", 40);
            var words = properties.putObject("onFailure").put("type", "string").putArray("enum");
            for (var word : Dependency.OnFailure.values()) {
                words.add(word.word());
            }
            object.putArray("required").add("id");
        } else {
            return false;
        }
        return true;
    }

    private static Probe probe(FieldScope field) {
        return new Probe(field.getDeclaringType().getErasedType(), wireName(field));
    }

    private static String wireName(FieldScope field) {
        return field.getSchemaPropertyName();
    }

    private static @Nullable String described(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? null
                : Javadocs.of(field.getDeclaringType().getErasedType()).fields().get(field.getDeclaredName());
    }

    private static boolean is(FieldScope field, Class<?> type) {
        return !field.isFakeContainerItemScope() && field.getType().getErasedType() == type;
    }

    private static boolean isNumber(FieldScope field) {
        return is(field, int.class)
                || is(field, Integer.class)
                || is(field, long.class)
                || is(field, Long.class)
                || is(field, double.class)
                || is(field, Double.class);
    }

    private static @Nullable Integer number(OptionalLong value) {
        return value.isPresent() ? (Integer) (int) value.getAsLong() : null;
    }

    private static @Nullable BigDecimal decimal(OptionalLong value) {
        return value.isPresent() ? BigDecimal.valueOf(value.getAsLong()) : null;
    }
}
