package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a policy in the form that {@link PolicyReader} reads, with everything spelt out. */
public final class PolicyWriter {
    private PolicyWriter() {}

    public static ObjectNode write(Policy policy) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", policy.name());
        json.put("zone", policy.zone().getId());
        var bands = json.putArray("bands");
        policy.bands().forEach(each -> bands.add(band(each)));
        var quiet = json.putArray("quiet");
        policy.quiet().forEach(each -> quiet.add(quiet(each)));
        var contexts = json.putArray("contexts");
        policy.contexts().forEach(each -> contexts.add(context(each)));
        fill(json.putArray("retryWaits"), policy.retryWaits().stream().map(Duration::toString));
        json.put("batching", policy.batching().word());
        return json;
    }

    /** One band, as it stands in the policy's document. */
    public static ObjectNode band(Band band) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", band.name());
        put(json, band.hours());
        json.put("slots", band.slots());
        put(json, band.admissions().getFirst());
        var also = json.putArray("also");
        band.admissions().stream().skip(1).forEach(each -> put(also.addObject(), each));
        json.put("overrun", band.overrun());
        return json;
    }

    private static ObjectNode quiet(Quiet quiet) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("level", quiet.level().word());
        put(json, quiet.hours());
        return json;
    }

    private static ObjectNode context(ContextRule rule) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("context", rule.context().word());
        var hours = json.putArray("hours");
        rule.hours().forEach(each -> put(hours.addObject(), each));
        var first = json.putArray("first");
        rule.first().forEach(each -> put(first.addObject(), each));
        json.put("only", rule.only());
        json.put("risk", rule.risk().word());
        return json;
    }

    private static void put(ObjectNode json, Pick pick) {
        fill(json.putArray("kinds"), pick.kinds().stream().sorted());
        putEfforts(json, pick.maximumEffort(), pick.minimumEffort());
    }

    private static void put(ObjectNode json, Hours hours) {
        fill(
                json.putArray("days"),
                hours.days().stream().sorted().map(each -> each.name().toLowerCase(Locale.ROOT)));
        json.put("from", hours.from().toString());
        json.put("to", hours.to().toString());
    }

    private static void put(ObjectNode json, Admission admission) {
        fill(
                json.putArray("priorities"),
                admission.priorities().stream().sorted().map(Priority::word));
        putEfforts(json, admission.maximumEffort(), admission.minimumEffort());
        fill(json.putArray("tags"), admission.tags().stream().sorted());
        json.put("approved", admission.approved());
    }

    private static void putEfforts(ObjectNode json, @Nullable Duration maximum, @Nullable Duration minimum) {
        if (maximum != null) {
            json.put("maximumEffort", maximum.toString());
        }
        if (minimum != null) {
            json.put("minimumEffort", minimum.toString());
        }
    }

    private static void fill(ArrayNode array, Stream<String> words) {
        words.forEach(array::add);
    }
}
