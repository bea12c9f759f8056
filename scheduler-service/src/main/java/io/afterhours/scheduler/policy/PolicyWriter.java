package io.afterhours.scheduler.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

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
        fill(json.putArray("retryWaits"), policy.retryWaits().stream().map(Duration::toString));
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
        return json;
    }

    private static ObjectNode quiet(Quiet quiet) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("level", quiet.level().word());
        put(json, quiet.hours());
        return json;
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
        if (admission.maximumEffort() != null) {
            json.put("maximumEffort", admission.maximumEffort().toString());
        }
        if (admission.minimumEffort() != null) {
            json.put("minimumEffort", admission.minimumEffort().toString());
        }
        fill(json.putArray("tags"), admission.tags().stream().sorted());
        json.put("approved", admission.approved());
    }

    private static void fill(ArrayNode array, Stream<String> words) {
        words.forEach(array::add);
    }
}
