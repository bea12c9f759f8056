package io.afterhours.dashboard.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import io.afterhours.foundation.http.PageLimit;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was refused in any service as one list, newest first, page by page. Its cursor names the last of each service that was shown, as
 * in {@code cost-17.scheduler-4}; 0 stands for a service of which all was shown.
 */
@ApplicationScoped
class QuarantineJoin {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final Pattern PLACE = Pattern.compile("(scheduler|cost|progress)-(\\d{1,18})");

    private final Services services;

    QuarantineJoin(Services services) {
        this.services = services;
    }

    /** What a service has of the page, the newest first, and whether it has more behind that. */
    private record Part(Queue<JsonNode> items, boolean hasMore) {}

    /**
     * A page; a service that does not answer is named in {@code missing}.
     *
     * @param asked {@code service} (one alone), {@code q} (text in subject or reason), {@code limit}, {@code after}
     * @throws InvalidEvent naming the parameter that cannot be read
     */
    ObjectNode page(MultiMap asked) throws InterruptedException {
        var limit = PageLimit.of(asked.get("limit"), USUAL, MOST);
        var places = places(asked.get("after"));
        var page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        var missing = JsonNodeFactory.instance.arrayNode();
        var parts = new EnumMap<Service, Part>(Service.class);
        for (var service : wanted(asked.get("service"))) {
            var place = places.get(service);
            if (place != null && place == 0) {
                continue;
            }
            try {
                parts.put(service, part(service, place, limit, asked.get("q")));
            } catch (Unreachable e) {
                missing.add(service.toString());
            }
        }
        while (items.size() < limit) {
            var newest = parts.entrySet().stream()
                    .filter(each -> !each.getValue().items().isEmpty())
                    .max(Comparator.comparing(each -> at(each.getValue().items())));
            if (newest.isEmpty()) {
                break;
            }
            var service = newest.get().getKey();
            var item = (ObjectNode) newest.get().getValue().items().remove();
            places.put(service, item.path("id").asLong());
            items.add(item.put("service", service.toString()));
        }
        parts.forEach((service, part) -> {
            if (part.items().isEmpty() && !part.hasMore()) {
                places.put(service, 0L);
            }
        });
        if (parts.keySet().stream().anyMatch(service -> places.getOrDefault(service, 1L) != 0)) {
            page.put("next", written(places));
        }
        if (!missing.isEmpty()) {
            page.set("missing", missing);
        }
        return page;
    }

    private Part part(Service service, @Nullable Long place, int limit, @Nullable String text)
            throws Unreachable, InterruptedException {
        var query = "?limit=" + limit + (place == null ? "" : "&after=" + place)
                + (text == null ? "" : "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        var answer = services.get(service, "/api/quarantine" + query);
        var items = new ArrayDeque<JsonNode>();
        answer.path("items").forEach(items::add);
        return new Part(items, answer.hasNonNull("next"));
    }

    private static Instant at(Queue<JsonNode> items) {
        var at = items.element().path("at").textValue();
        return at == null ? Instant.EPOCH : Instant.parse(at);
    }

    private static Service[] wanted(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return Service.values();
        }
        return Stream.of(Service.values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .map(each -> new Service[] {each})
                .orElseThrow(() -> new InvalidEvent("service", "scheduler, cost or progress", name));
    }

    private static Map<Service, Long> places(@Nullable String cursor) {
        var places = new EnumMap<Service, Long>(Service.class);
        for (var each : cursor == null || cursor.isEmpty() ? new String[0] : cursor.split("\\.")) {
            var place = PLACE.matcher(each);
            if (!place.matches()) {
                throw new InvalidEvent("after", "the \"next\" of a page", cursor);
            }
            places.put(Service.valueOf(place.group(1).toUpperCase(Locale.ROOT)), Long.parseLong(place.group(2)));
        }
        return places;
    }

    private static String written(Map<Service, Long> places) {
        return places.entrySet().stream()
                .map(each -> each.getKey() + "-" + each.getValue())
                .collect(Collectors.joining("."));
    }
}
