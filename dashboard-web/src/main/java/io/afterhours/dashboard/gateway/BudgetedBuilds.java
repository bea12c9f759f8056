package io.afterhours.dashboard.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Asks the scheduler whether the builds are there that a budget is set for, or is to exempt: cost-service hears of a build later than
 * the person who queued it, and so takes any id.
 */
@ApplicationScoped
public class BudgetedBuilds {
    private static final Pattern BUDGET = Pattern.compile("/api/budgets/[^/]+/?");
    private static final Pattern EXEMPTION = Pattern.compile("/api/budgets/[^/]+/exempt/(?i:build)/([^/]+)/?");
    private static final Pattern ID = Pattern.compile("(?:[Bb]-)?(\\d{1,18})");

    private final Services services;

    BudgetedBuilds(Services services) {
        this.services = services;
    }

    /**
     * Looks at what is to be put at a path. What has not the form of a budget is left to cost-service, which says what is wrong with it.
     *
     * @throws InvalidEvent naming the field whose build is not there
     */
    void check(String path, byte[] body) throws Unreachable, InterruptedException {
        var named = named(path, body);
        if (named.isEmpty() || named.size() > BudgetChanged.MOST_EXEMPT) {
            return;
        }
        var answer = services.get(Service.SCHEDULER, "/api/builds?ids=" + String.join(",", named.values()));
        var there = StreamSupport.stream(answer.path("items").spliterator(), false)
                .map(each -> each.path("id").asText())
                .collect(Collectors.toSet());
        named.forEach((field, id) -> {
            if (!there.contains(id)) {
                throw new InvalidEvent(field, "the id of a build there is", id);
            }
        });
    }

    /** The ids by the fields that name them. */
    private Map<String, String> named(String path, byte[] body) {
        var named = new LinkedHashMap<String, String>();
        var exemption = EXEMPTION.matcher(path);
        if (exemption.matches()) {
            add(named, "exempt.build", exemption.group(1));
        } else if (BUDGET.matcher(path).matches()) {
            try {
                var budget = services.read(body);
                addBuild(named, "scope", budget.path("scope"));
                var exempt = budget.path("exempt");
                for (int i = 0; i < exempt.size(); i++) {
                    addBuild(named, "exempt[" + i + "]", exempt.path(i));
                }
            } catch (UncheckedIOException e) {
                return Map.of();
            }
        }
        return named;
    }

    /** What a scope or an exemption, which is a word and its key, names. */
    private static void addBuild(Map<String, String> named, String field, JsonNode said) {
        said.properties().stream()
                .filter(each -> each.getKey().strip().equalsIgnoreCase("build"))
                .forEach(each -> add(named, field + ".build", each.getValue().asText()));
    }

    private static void add(Map<String, String> named, String field, String said) {
        var id = ID.matcher(said.strip());
        if (id.matches()) {
            named.put(field, "B-" + Long.parseLong(id.group(1)));
        }
    }
}
